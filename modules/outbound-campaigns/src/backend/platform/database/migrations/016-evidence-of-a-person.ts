import type { Migration } from '../migrate'

/**
 * The entries of the compliance log that are about one person, found by the digest in them and read in the order of their
 * time. The index takes the place of the one on the digest alone. No entry changes.
 */
export const evidenceOfAPerson: Migration = {
  version: 16,
  name: 'evidence of a person',
  async up(db) {
    await db.execute(
      `create index if not exists outbound_evidence_person on outbound_evidence (bot_id, subject, at, id)
        where subject is not null`
    )
    await db.execute('drop index if exists outbound_evidence_subject')
  }
}
