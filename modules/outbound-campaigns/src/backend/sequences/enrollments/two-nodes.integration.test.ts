import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { createCompliance } from '../../compliance'
import { engagementEvent } from '../../engagement'
import { addNews, Inbox, news } from '../../inbox'
import { addressBook, consentOf } from '../../leads'
import { Links } from '../../platform/links/links'
import { toNumber } from '../../platform/database/values'
import { BOT, mailStep, SequenceBench } from '../testing/sequence-bench'
import { SequenceReactions } from './reactions'

const PEOPLE = 100

/** Two servers on one database hear at the same time of bounces in two sequences, each of which stops both. */
describe.each(databases.filter(({ name }) => name.includes('knex 3')))(
  'What follows from one event on two nodes, $name',
  ({ create }) => {
    let test: TestDatabase
    let bench: SequenceBench

    beforeEach(async () => {
      test = await create()
      bench = await SequenceBench.on(test)
      await bench.settings.change(BOT, { max_bounce_rate: 0.01, guardrail_floor: 1 }, { email: null })
    })
    afterEach(() => test.destroy())

    /** As the module wires it, counting transactions that had to be undone. */
    const node = (undone: unknown[]) => {
      const { settings, calendar, changes } = bench
      const db: SequenceBench['db'] = Object.create(bench.db, {
        transaction: {
          value: async (work: Parameters<SequenceBench['db']['transaction']>[0]) => {
            try {
              return await bench.db.transaction(work)
            } catch (err) {
              undone.push(err)
              throw err
            }
          }
        }
      }) as SequenceBench['db']
      const inbox = new Inbox(db, bench.logger.logger)
      const reactions = new SequenceReactions({ settings, changes, changed: () => undefined })
      const compliance = createCompliance({
        db,
        settings,
        calendar,
        audit: bench.audit,
        inbox,
        links: new Links(db),
        book: addressBook,
        consentOf,
        stop: (tx, botId, owner, reason) => bench.stops.stopped(tx, botId, owner, reason),
        botName: async () => 'Demo',
        publicBase: async () => null,
        changed: () => undefined
      })
      inbox.on(engagementEvent, (tx, botId, facts) => reactions.events(tx, botId, facts))
      inbox.on(engagementEvent, (tx, botId, facts) => compliance.hearOf(tx, botId, facts))
      return inbox
    }

    it('waits for nobody crosswise', async () => {
      const sequences = [await bench.sequence([mailStep('a')]), await bench.sequence([mailStep('a')])]
      const told: number[] = []
      for (const sequence of sequences) {
        const leads = await bench.leads(PEOPLE)
        await bench.enroll(sequence, leads)
        await bench.settle()
        const rows = await bench.db.query(
          'select message_id, lead_id from outbound_executions where sequence_id = ? order by lead_id',
          [sequence]
        )
        await bench.db.change(
          `insert into outbound_guard_days (bot_id, scope, day, sent) values (?, ?, ?, ?)
           on conflict (bot_id, scope, day) do update set sent = outbound_guard_days.sent + excluded.sent`,
          [BOT, 'mailbox', Math.floor(bench.calendar.time / 86_400_000), PEOPLE]
        )
        await addNews(
          bench.db,
          rows.map(row => ({
            botId: BOT,
            ...news(engagementEvent, {
              dedupeKey: `event ${toNumber(row.message_id)}`,
              subject: null,
              body: {
                event_id: told.push(toNumber(row.message_id)),
                type: 'bounced',
                lead_id: toNumber(row.lead_id),
                person: `lead${toNumber(row.lead_id) - 1}@example.com`,
                channel: 'email',
                message_id: toNumber(row.message_id),
                enrollment_id: null,
                sequence_id: sequence,
                step_key: 'a',
                at: bench.calendar.time,
                verdict: 'human',
                bounce: 'hard'
              }
            })
          }))
        )
      }
      const undone: unknown[] = []
      const nodes = [node(undone), node(undone)]
      const jobs = nodes.map(inbox => inbox.jobFor(BOT))
      const open = async () =>
        toNumber(
          (
            await bench.db.first(
              `select count(*) as n from outbound_inbox
                where status = 'open' and kind in ('engagement.event', 'compliance.mishap')`
            )
          )?.n
        )
      while ((await open()) > 0) {
        await Promise.all(jobs.map(job => job.run()))
        await new Promise(resolve => setTimeout(resolve, 10))
      }
      await Promise.all(nodes.map(inbox => inbox.release(BOT)))
      expect(undone.map(err => (err as { code?: unknown }).code ?? err)).toEqual([])
      const row = await bench.db.first('select count(*) as n from outbound_suppressions')
      expect(toNumber(row?.n)).toBe(2 * PEOPLE)
      const stopped = await bench.db.query(
        'select id from outbound_sequences where stopped_reason is not null'
      )
      expect(stopped).toHaveLength(2)
    })
  }
)
