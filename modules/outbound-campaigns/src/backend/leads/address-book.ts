import type { AddressBook } from '../compliance'
import { personsOf } from './lead'
import { leadsByPersons, lockLeads, refreshStatus } from './store'

const knownAddresses: AddressBook['known'] = async (db, botId, persons) => {
  const found = await leadsByPersons(db, botId, persons)
  return new Map([...found].map(([person, lead]) => [person, personsOf(lead)]))
}

/** How compliance knows who stands behind an address, and how a lead comes to know that it opted out. */
export const addressBook: AddressBook = {
  async addressesOf(tx, botId, persons) {
    if (persons.length === 0) return new Map()
    await lockLeads(tx, botId)
    return knownAddresses(tx, botId, persons)
  },

  known: async (db, botId, persons) =>
    persons.length === 0 ? new Map() : knownAddresses(db, botId, persons),

  async changed(tx, botId, persons) {
    if (persons.length === 0) return
    const leads = [...(await leadsByPersons(tx, botId, persons)).values()]
    await refreshStatus(tx, [...new Set(leads.map(({ id }) => id))])
  }
}
