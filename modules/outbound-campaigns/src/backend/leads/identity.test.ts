import fc from 'fast-check'
import { newLead } from './change'
import type { GivenLead } from './given'
import { COLUMN_OF, hasIdentity, whoIsMeant } from './identity'
import type { StoredLead } from './lead'
import { IDENTITIES } from './schema'
import { planned } from './upsert'

const lead = (id: number, given: GivenLead): StoredLead => ({ ...newLead(given), id })

describe('Who is meant', () => {
  const ana = lead(1, { ext_id: 'a', email_key: 'a@x.mx', phone: '+521' })
  const beto = lead(2, { email_key: 'b@x.mx' })

  it('is somebody new where nobody is found', () => {
    expect(whoIsMeant({ email_key: 'c@x.mx' }, {})).toEqual({ kind: 'new' })
  })

  it('is whoever is found, by however many identities', () => {
    expect(whoIsMeant({ email_key: 'a@x.mx', phone: '+521' }, { email: ana, phone_number: ana })).toEqual({
      kind: 'known',
      lead: ana
    })
  })

  it('cannot be two', () => {
    expect(whoIsMeant({ email_key: 'b@x.mx', phone: '+521' }, { email: beto, phone_number: ana })).toEqual({
      kind: 'several',
      held: [
        { identity: 'email', leadId: 2 },
        { identity: 'phone_number', leadId: 1 }
      ]
    })
  })

  it.each([
    ['a number with another address', { email_key: 'c@x.mx', phone: '+521' }, { phone_number: ana }, 'email'],
    ['an address with another key', { ext_id: 'c', email_key: 'a@x.mx' }, { email: ana }, 'ext_id'],
    ['a number with another key', { ext_id: 'c', phone: '+521' }, { phone_number: ana }, 'ext_id']
  ])('may be another person: %s', (_name, given, holders, differs) => {
    expect(whoIsMeant(given, holders)).toMatchObject({ kind: 'contradiction', differs })
  })

  it.each([
    ['a key brings a new address', { ext_id: 'a', email_key: 'c@x.mx', phone: '+529' }, { ext_id: ana }],
    ['an address brings a new number', { email_key: 'a@x.mx', phone: '+529' }, { email: ana }],
    ['a number adds what is missing', { email_key: 'b@x.mx', phone: '+529' }, { email: beto }],
    ['what is taken away is no other', { ext_id: null, email_key: 'a@x.mx' }, { email: ana }]
  ])('is that one: %s', (_name, given, holders) => {
    expect(whoIsMeant(given, holders)).toMatchObject({ kind: 'known' })
  })
})

describe('A crowd of people who come in', () => {
  const identity = (letter: string) =>
    fc.option(
      fc.integer({ min: 0, max: 4 }).map(n => `${letter}${n}`),
      { nil: undefined }
    )
  const person = fc
    .record({ ext_id: identity('x'), email_key: identity('e'), phone: identity('p') })
    .map(
      given =>
        Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as GivenLead
    )
    .filter(hasIdentity)

  const everybody = (batches: GivenLead[][]): StoredLead[] => {
    const book = new Map<number, StoredLead>()
    let ids = 0
    for (const batch of batches) {
      for (const one of planned(batch, [...book.values()], null)) {
        if (one.kind === 'created') book.set((ids += 1), Object.assign(one.lead, { id: ids }))
        if (one.kind === 'updated') book.set(one.lead.id, one.lead)
      }
    }
    return [...book.values()]
  }

  it('never makes two people share an identity, in whatever order and pieces they come', () => {
    fc.assert(
      fc.property(fc.array(fc.array(person, { maxLength: 5 }), { maxLength: 8 }), batches => {
        const leads = everybody(batches)
        for (const one of IDENTITIES) {
          const held = leads.flatMap(found => found[COLUMN_OF[one]] ?? [])
          expect(new Set(held).size).toBe(held.length)
        }
      })
    )
  })

  it('never loses anybody, nor gives anybody another key', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 20 }), fc.nat(20), (people, n) => {
        const before = everybody(people.slice(0, n).map(one => [one]))
        const after = new Map(everybody(people.map(one => [one])).map(found => [found.id, found]))
        for (const { id, ext_id } of before) {
          const found = after.get(id)
          expect(found).toBeDefined()
          if (ext_id !== null) expect(found?.ext_id).toBe(ext_id)
        }
      })
    )
  })

  it('changes nothing when the same come again', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 10 }), people => {
        const once = everybody(people.map(one => [one]))
        const known = once.map(found => ({ ...found }))
        const again = planned(
          known.map(({ ext_id, email_key, phone }) => ({ ext_id, email_key, phone })),
          known,
          null
        )
        expect(again.map(({ kind }) => kind)).toEqual(known.map(() => 'unchanged'))
      })
    )
  })
})
