/** The commands: each tells what it did and answers the number that the process ends with. */
import { createWriteStream } from 'fs'
import { finished, pipeline } from 'stream/promises'
import { Readable } from 'stream'
import type { Command } from './options'
import { lineOf, summaryOf, verdictOf, waitsOf } from './progress'
import { UnreachableError, type Campaign, type ImportAnswer, type Report, type Server } from './server'

export interface Terminal {
  /** Null where nobody watches: then a line of progress is a line, and comes seldom. */
  width: number | null
  write(text: string): void
  out: NodeJS.WritableStream
  pause(ms: number): Promise<void>
}

interface Session {
  server: Server
  terminal: Terminal
  json: boolean
}

const LOOK_EVERY_MS = 1_000
const SAY_EVERY_MS = 15_000
/** A server that is being restarted is back by then, and the campaign goes on. */
const LOOKS_AT_NOBODY = 60

const tell = ({ terminal, json }: Session, words: string, answer: unknown): void =>
  terminal.write(`${json ? JSON.stringify(answer, null, 2) : words}\n`)

const ofCampaign = ({ id, name, status, counts }: Campaign): string =>
  `${String(id).padStart(5)}  ${status.padEnd(10)} ${String(counts.total).padStart(8)}  ${name}`

const ofImport = ({ rows, accepted, duplicates, invalid, opted_out, errors }: ImportAnswer): string =>
  [
    `${rows} rows: ${accepted} accepted, ${duplicates} twice, ${invalid} refused, ${opted_out} opted out`,
    ...errors.map(({ line, value, message }) => `  line ${line}: ${value ?? ''} ${message}`)
  ].join('\n')

/** While a server that was there is away for a moment, one looks again. */
const reportOf = async ({ server, terminal }: Session, id: number): Promise<Report> => {
  for (let look = 1; ; look += 1)
    try {
      return await server.report(id)
    } catch (err) {
      if (!(err instanceof UnreachableError) || look >= LOOKS_AT_NOBODY) throw err
      await terminal.pause(LOOK_EVERY_MS)
    }
}

/** Until it has ended, or stands still: a line that renews itself where somebody looks, else a line now and then. */
const watch = async (session: Session, id: number): Promise<number> => {
  const { server, terminal, json } = session
  let said = -SAY_EVERY_MS
  let waited = 0
  let report = await server.report(id)
  for (;;) {
    const verdict = verdictOf(report)
    const { width } = terminal
    if (!json && width !== null) terminal.write(`\r\u001b[2K${lineOf(report, width - 1)}`)
    else if (!json && waited - said >= SAY_EVERY_MS) {
      terminal.write(`${lineOf(report, 200)}\n`)
      said = waited
    }
    if (verdict !== null) return ended(session, report, verdict)
    await terminal.pause(LOOK_EVERY_MS)
    waited += LOOK_EVERY_MS
    report = await reportOf(session, id)
  }
}

const ended = (session: Session, report: Report, verdict: number): number => {
  const { terminal, json } = session
  if (!json && terminal.width !== null) terminal.write('\n')
  tell(session, [summaryOf(report), ...waitsOf(report)].join('\n'), report)
  return verdict
}

const save = async ({ terminal }: Session, answer: Response, file: string | null): Promise<void> => {
  if (!answer.body) return
  const body = Readable.fromWeb(answer.body)
  if (file !== null) return pipeline(body, createWriteStream(file))
  body.pipe(terminal.out, { end: false })
  await finished(body)
}

const send = async (
  session: Session,
  { fields, file }: Extract<Command, { name: 'send' }>
): Promise<number> => {
  const { server, terminal, json } = session
  const say = (words: string) => json || terminal.write(`${words}\n`)
  const { id, name } = await server.create(fields)
  say(`Campaign ${id}: ${name}`)
  say(ofImport(await server.upload(id, file, false)))
  await server.order(id, 'start')
  return watch(session, id)
}

export const run = async (command: Command, session: Session): Promise<number> => {
  const { server } = session
  switch (command.name) {
    case 'list': {
      const campaigns = await server.list(command.status)
      tell(session, campaigns.map(ofCampaign).join('\n') || 'No campaigns.', campaigns)
      return 0
    }
    case 'create': {
      const campaign = await server.create(command.fields)
      tell(session, ofCampaign(campaign), campaign)
      return 0
    }
    case 'upload': {
      const answer = await server.upload(command.id, command.file, command.dryRun)
      tell(session, ofImport(answer), answer)
      return 0
    }
    case 'start': {
      const at = command.at === null ? {} : { scheduled_at: command.at }
      const campaign = await server.order(command.id, 'start', at)
      tell(session, ofCampaign(campaign), campaign)
      return 0
    }
    case 'pause':
    case 'resume':
    case 'cancel': {
      const campaign = await server.order(command.id, command.name)
      tell(session, ofCampaign(campaign), campaign)
      return 0
    }
    case 'watch':
      return watch(session, command.id)
    case 'report': {
      if (command.csv) {
        await save(session, await server.reportAsCsv(command.id), null)
        return 0
      }
      const report = await server.report(command.id)
      tell(session, [summaryOf(report), ...waitsOf(report)].join('\n'), report)
      return 0
    }
    case 'export': {
      await save(session, await server.export(command.id, command.status), command.out)
      return 0
    }
    case 'send':
      return send(session, command)
  }
}
