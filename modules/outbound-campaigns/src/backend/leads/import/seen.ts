import { createHash } from 'crypto'
import { SeenNumbers } from '../../platform/import/seen'
import { COLUMN_OF } from '../identity'
import type { GivenLead } from '../given'
import { IDENTITIES } from '../schema'

/** The first bytes of a digest that a double holds exactly: two of a million people share one about once in a thousand files. */
const DIGEST_BYTES = 6

/**
 * Who stood further up in a file, for a dry run, in the few bytes that a number takes. A person is known again by any of
 * their identities.
 */
export class SeenLeads {
  private readonly seen = new SeenNumbers()

  /** Answers whether nobody like this was there before. */
  add(given: GivenLead): boolean {
    const isNew = IDENTITIES.map(identity => {
      const value = given[COLUMN_OF[identity]]
      return typeof value === 'string' ? this.seen.add(digestOf(`${identity} ${value}`)) : true
    })
    return isNew.every(Boolean)
  }
}

const digestOf = (text: string): number =>
  createHash('md5').update(text).digest().readUIntBE(0, DIGEST_BYTES) + 1
