import { createHash } from 'crypto'
import type { Database } from '../../platform/database/database'
import type { ImportTarget, Offered } from '../../platform/import/run'
import { SeenNumbers } from '../../platform/import/seen'
import { displayPhone, type MxPrefix } from '../../platform/phone/address'
import { forgottenAmong, restoreSuppressions } from '../forgotten'
import { optOut, type AddressBook } from '../opt-outs'
import type { Suppression } from '../suppressions'
import { optOutRow, type RowRules } from './row'
import { optOutsOf } from './store'

export interface OptOutTargetOptions {
  botId: string
  book: AddressBook
  rules: RowRules
  mxPrefix: MxPrefix
}

/** People of a file who are not to be written to. Whoever is on the list already stays as they are. */
export const optOutTarget = ({ botId, book, rules, mxPrefix }: OptOutTargetOptions): ImportTarget => {
  const seen = new SeenNumbers()
  const suppressionsOf = ({ cells }: Pick<Offered, 'cells'>): Suppression[] => {
    const row = optOutRow(cells, rules)
    return row.kind === 'opt_outs' ? row.suppressions : []
  }
  const show = (person: string) => (person.startsWith('+') ? displayPhone(person, mxPrefix) : person)

  return {
    read(cells) {
      const row = optOutRow(cells, rules)
      return row.kind === 'opt_outs'
        ? { kind: 'taken', key: keyOf(row.suppressions) }
        : { kind: 'refused', problem: row.problem }
    },

    async add(tx, _importId, rows) {
      const all = rows.flatMap(suppressionsOf)
      await restoreSuppressions(
        tx,
        botId,
        all.map(({ person }) => person)
      )
      const duplicates = await thereAlready(tx, rows)
      await optOut(tx, botId, book, all)
      return { duplicates }
    },

    async foresee(db, rows) {
      const there = await thereAlready(db, rows)
      const again = rows.filter(row => !seen.add(digestOf(row.key))).map(({ key }) => key)
      return { duplicates: new Set([...there, ...again]) }
    },

    // Whoever is in such a file opts out by it: nobody is told apart.
    optedOut: async () => new Set(),

    preview(row) {
      const suppressions = suppressionsOf(row)
      const phone = suppressions.find(({ person }) => person.startsWith('+'))
      return {
        line: row.line,
        phone_number: phone ? show(phone.person) : '',
        data: Object.fromEntries(
          suppressions.flatMap(({ person, channel }) => [
            [person.startsWith('+') ? 'phone_number' : 'email', show(person)],
            ['channel', channel]
          ])
        )
      }
    },
    duplicateMessage: 'This person is on the list already, or stands further up in this file.',
    keyCell(cells) {
      const field = (cells[rules.columns.email] ?? '').trim() === '' ? 'phone_number' : 'email'
      return { column: rules.names[field] ?? field, value: cells[rules.columns[field]] ?? null }
    }
  }

  /** Rows of which nothing is new. */
  async function thereAlready(db: Database, rows: readonly Offered[]): Promise<Set<string>> {
    const all = rows.flatMap(suppressionsOf)
    const persons = [...new Set(all.map(({ person }) => person))]
    const known = new Set(
      (await optOutsOf(db, botId, persons)).map(({ person, channel }) => `${channel} ${person}`)
    )
    const hidden = new Map<string, Set<string>>()
    for (const channel of new Set(all.map(one => one.channel)))
      hidden.set(channel, await forgottenAmong(db, botId, persons, channel))
    return new Set(
      rows.flatMap(row =>
        suppressionsOf(row).every(
          ({ person, channel }) => known.has(`${channel} ${person}`) || hidden.get(channel)?.has(person)
        )
          ? [row.key]
          : []
      )
    )
  }
}

const keyOf = (suppressions: readonly Suppression[]): string =>
  suppressions.map(({ person, channel }) => `${channel} ${person}`).join(' ')

/** As many bytes as a double holds exactly. */
const digestOf = (text: string): number => createHash('md5').update(text).digest().readUIntBE(0, 6) + 1
