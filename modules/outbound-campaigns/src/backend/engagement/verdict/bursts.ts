import type { EventType, Verdict } from '../events/event'

/**
 * What is seen only when events stand side by side: scanners fetch all of a mail within seconds, or the mails of a whole
 * company one after the other, and look like a browser while they do. Pure; the numbers are explained where they stand.
 */
export interface Noticed {
  id: number
  type: EventType
  messageId: number | null
  link: string | null
  /** Where the request came from, as a digest; null: nothing that tells one from another. */
  origin: string | null
  at: number
  verdict: Verdict
  signals: readonly string[]
}

/**
 * Of 836 bursts that were measured elsewhere nearly all took every link of the mail in less than a second; the slowest
 * scanners take a second or so for each. Nobody reads so fast, but a person may open two tabs at once: two links must be
 * closer together than three.
 */
const TWO_LINKS_WITHIN_MS = 2_000
const THREE_LINKS_WITHIN_MS = 15_000
/** Two colleagues behind one address may look at their mail in the same moment. */
const RECIPIENTS = 3
const RECIPIENTS_WITHIN_MS = 10_000
/** The same scanner from another of its addresses, or its browser beside its first look. */
const BESIDE_MS = 10_000

export type BurstSignal =
  'links_at_once' | 'recipients_at_once' | 'beside_a_machine' | 'same_origin_as_a_machine'

/** What a burst makes of each event that it concerns; those of a machine's already are named too where they are in one. */
export const burstsAmong = (events: readonly Noticed[]): Map<number, Set<BurstSignal>> => {
  const found = new Map<number, Set<BurstSignal>>()
  const note = (event: Noticed, signal: BurstSignal) =>
    found.set(event.id, (found.get(event.id) ?? new Set<BurstSignal>()).add(signal))

  const watched = events.filter(({ type }) => type === 'opened' || type === 'clicked')
  const mails = grouped(watched, ({ messageId }) => messageId)
  for (const mail of mails.values()) for (const event of linksAtOnce(mail)) note(event, 'links_at_once')
  for (const place of grouped(watched, ({ origin }) => origin).values())
    for (const event of recipientsAtOnce(place)) note(event, 'recipients_at_once')

  for (const mail of mails.values()) {
    // As far as it was found until here: what follows from a machine doesn't make others follow from itself.
    const machines = mail.filter(({ id, verdict }) => verdict === 'machine' || found.has(id))
    const isFollower = (event: Noticed) => !machines.includes(event)
    for (const event of mail.filter(isFollower)) {
      if (machines.some(machine => machine.type === 'clicked' && apart(machine, event) <= BESIDE_MS))
        note(event, 'beside_a_machine')
      if (event.origin !== null && machines.some(({ origin }) => origin === event.origin))
        note(event, 'same_origin_as_a_machine')
    }
  }
  return found
}

const apart = (a: Noticed, b: Noticed): number => Math.abs(a.at - b.at)

const linksAtOnce = (mail: readonly Noticed[]): Noticed[] => {
  const clicks = mail.filter(({ type, link }) => type === 'clicked' && link !== null)
  const linkOf = ({ link }: Noticed) => link
  const inBurst = new Set([
    ...crowded(clicks, linkOf, 2, TWO_LINKS_WITHIN_MS),
    ...crowded(clicks, linkOf, 3, THREE_LINKS_WITHIN_MS)
  ])
  // The pixel is fetched along with the links.
  const opens = mail.filter(
    event => event.type === 'opened' && [...inBurst].some(click => apart(click, event) <= TWO_LINKS_WITHIN_MS)
  )
  return [...inBurst, ...opens]
}

const recipientsAtOnce = (place: readonly Noticed[]): Noticed[] =>
  crowded(place, ({ messageId }) => messageId, RECIPIENTS, RECIPIENTS_WITHIN_MS)

/** Those that stand in some stretch of time of this length with so many different ones. One walk along the time. */
const crowded = (
  events: readonly Noticed[],
  keyOf: (event: Noticed) => unknown,
  count: number,
  withinMs: number
): Noticed[] => {
  const sorted = [...events].sort((a, b) => a.at - b.at)
  const inside = new Map<unknown, number>()
  const found: Noticed[] = []
  let from = 0
  let taken = 0
  sorted.forEach((event, to) => {
    inside.set(keyOf(event), (inside.get(keyOf(event)) ?? 0) + 1)
    for (let first = sorted[from]; first && event.at - first.at > withinMs; first = sorted[from]) {
      const left = (inside.get(keyOf(first)) ?? 1) - 1
      if (left === 0) inside.delete(keyOf(first))
      else inside.set(keyOf(first), left)
      from += 1
    }
    if (inside.size < count) return
    found.push(...sorted.slice(Math.max(from, taken), to + 1))
    taken = to + 1
  })
  return found
}

const grouped = <K>(events: readonly Noticed[], keyOf: (event: Noticed) => K | null): Map<K, Noticed[]> => {
  const groups = new Map<K, Noticed[]>()
  for (const event of events) {
    const key = keyOf(event)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(event)
    else groups.set(key, [event])
  }
  return groups
}
