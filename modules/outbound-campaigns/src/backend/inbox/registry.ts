import type { Database } from '../platform/database/database'
import type { Fact, FactKind } from './fact'

/** What follows from facts, in the transaction that marks them as done. Given a set, because they come in thousands. */
export type Reaction<Body> = (tx: Database, botId: string, facts: ReadonlyArray<Fact<Body>>) => Promise<void>

/** What came of a call to another server. */
export type ErrandResult =
  | { kind: 'done' }
  /** It may succeed later. */
  | { kind: 'again'; error: string }
  /** It won't, however often it is tried. */
  | { kind: 'never'; error: string }

export interface ErrandKind {
  kind: FactKind<unknown>
  run(botId: string, fact: Fact<unknown>): Promise<ErrandResult>
}

interface FactReactions {
  kind: FactKind<unknown>
  reactions: Array<Reaction<unknown>>
}

/** Who reacts to what. Filled while the module is wired, before anything is worked off. */
export class Registry {
  private readonly facts = new Map<string, FactReactions>()
  private readonly errands = new Map<string, ErrandKind>()

  on<Body>(kind: FactKind<Body>, reaction: Reaction<Body>): void {
    const entry: FactReactions = this.facts.get(kind.name) ?? { kind, reactions: [] }
    // Every body is read by the kind's own schema before a reaction sees it.
    entry.reactions.push((tx, botId, facts) =>
      reaction(
        tx,
        botId,
        facts.map(fact => ({ ...fact, body: kind.body.parse(fact.body) }))
      )
    )
    this.facts.set(kind.name, entry)
  }

  onErrand<Body>(
    kind: FactKind<Body>,
    run: (botId: string, fact: Fact<Body>) => Promise<ErrandResult>
  ): void {
    this.errands.set(kind.name, {
      kind,
      run: (botId, fact) => run(botId, { ...fact, body: kind.body.parse(fact.body) })
    })
  }

  factKinds(): string[] {
    return [...this.facts.keys()]
  }

  errandKinds(): string[] {
    return [...this.errands.keys()]
  }

  errand(name: string): ErrandKind {
    const errand = this.errands.get(name)
    if (!errand) throw new Error(`Nobody runs the errand "${name}".`)
    return errand
  }

  /** All reactions, in the order in which they were registered. Answers the kind. */
  async react(
    tx: Database,
    botId: string,
    name: string,
    facts: ReadonlyArray<Fact<unknown>>
  ): Promise<FactKind<unknown>> {
    const entry = this.facts.get(name)
    if (!entry) throw new Error(`Nobody reacts to "${name}".`)
    for (const reaction of entry.reactions) await reaction(tx, botId, facts)
    return entry.kind
  }
}
