import type { WhatsAppChannel } from '../../channels/whatsapp/channel'
import type { Audit } from '../../platform/audit/audit'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { Page } from '../../platform/database/page'
import { conflict, notFound, unprocessable } from '../../platform/http/problem'
import type { Caller } from '../../platform/http/route'
import { nameKey } from '../../platform/names'
import type { SettingsService } from '../../platform/settings/settings'
import type { GivenStep } from '../steps/given-schema'
import { prepareSteps, type Prepared } from '../steps/prepare'
import type { Step, Version } from '../steps/schema'
import { finishMove } from '../versions/move'
import { previewMove } from '../versions/preview'
import type { Previewed } from '../versions/preview-schema'
import { insertVersion, markMoving, replaceSteps, typesInUse } from '../versions/store'
import { areSame, differences, NEW, stepOf, withChange } from './changes'
import { freeName, refuseTakenName } from './names'
import { RememberedFigures, type SequenceFigures } from './figures-store'
import { listSequences } from './list-store'
import type { SequencePeople } from './people'
import { readinessOf } from './readiness'
import { refuseScores } from './refusals'
import {
  type Objection,
  type SavedSequence,
  type Sequence,
  type SequenceChange,
  type SequenceCheck,
  type SequenceFields,
  type SequencesQuery,
  type SequenceWithSteps
} from './schema'
import { fieldsOf, shownSequence, shownWithSteps } from './shown'
import { findByNameKey, findSequence, findVersions, lockSequence, type StoredSequence } from './store'
import { insertSequence, lockNames, markDeleted, saveSequence, setVersion } from './write-store'

export interface TemplateSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  whatsapp: Pick<WhatsAppChannel, 'templates'>
  people: SequencePeople
  changed(botId: string): void
}

/** So long whoever asked waits for people to be brought along; the rest is the job's. */
const IN_THE_REQUEST_MS = 2_000

/**
 * What people do with sequences. Every change is one transaction in which the sequence is locked: its fields, its steps
 * and the audit agree. What takes long (asking the provider) is done before it, what may take many (moving people) behind
 * it.
 */
export class Templates {
  private readonly figures: RememberedFigures

  constructor(private readonly sources: TemplateSources) {
    this.figures = new RememberedFigures(sources.db)
  }

  async list(botId: string, query: SequencesQuery): Promise<Page<Sequence> & { total: number }> {
    const { db } = this.sources
    const page = await listSequences(db, botId, query)
    const versions = await findVersions(
      db,
      botId,
      page.items.flatMap(({ versionId }) => versionId ?? [])
    )
    const figures = await this.figuresOf(botId, page.items)
    const items = page.items.map(sequence =>
      shownSequence(sequence, versions.get(sequence.versionId ?? 0), figures(sequence.id))
    )
    return { ...page, items }
  }

  /** As everybody else in sequences reads it; 404 where it isn't, or was deleted. */
  async find(botId: string, id: number): Promise<StoredSequence> {
    const sequence = await findSequence(this.sources.db, botId, id)
    if (!sequence || sequence.deletedAt !== null) throw notFound(`There is no sequence ${id}.`)
    return sequence
  }

  async get(botId: string, id: number): Promise<SequenceWithSteps> {
    const sequence = await this.find(botId, id)
    const figures = await this.figuresOf(botId, [sequence])
    return shownWithSteps(sequence, await this.versionOf(botId, sequence), figures(id))
  }

  /** The steps that new people get. */
  async versionOf(botId: string, { versionId }: StoredSequence): Promise<Version | undefined> {
    return versionId === null
      ? undefined
      : (await findVersions(this.sources.db, botId, [versionId])).get(versionId)
  }

  findByName(botId: string, name: string): Promise<StoredSequence | undefined> {
    return findByNameKey(this.sources.db, botId, nameKey(name))
  }

  async create(
    botId: string,
    change: SequenceChange & { name: string },
    caller: Caller
  ): Promise<SavedSequence> {
    const fields = withChange(NEW, change)
    refuseScores(fields)
    const { steps, warnings } = await this.prepare(botId, undefined, change)
    if (fields.active) warnings.push(...(await this.readyOrThrow(botId, steps)))
    const id = await this.sources.db.transaction(async tx => {
      await lockNames(tx, botId)
      await refuseTakenName(tx, botId, fields.name, null)
      const created = await this.insert(tx, botId, fields, steps, caller)
      await this.record(tx, botId, created, caller, 'sequence.created', { name: fields.name })
      return created
    })
    return this.saved(botId, id, warnings)
  }

  async change(botId: string, id: number, change: SequenceChange, caller: Caller): Promise<SavedSequence> {
    const before = await this.find(botId, id)
    const fields = withChange(fieldsOf(before), change)
    refuseScores(fields)
    const current = await this.versionOf(botId, before)
    const { steps, warnings } = await this.prepare(botId, before, change, current)
    const isSwitchedOn = change.active === true && (!before.active || before.stoppedReason !== null)
    if (fields.active && (isSwitchedOn || change.steps))
      warnings.push(...(await this.readyOrThrow(botId, steps)))

    const isOtherSteps = change.steps !== undefined && !areSame(steps, current?.steps ?? [])
    const versionId = await this.sources.db.transaction(async tx => {
      if (isSwitchedOn) await this.sources.people.switchedOn(tx, botId, id)
      if (before.active && !fields.active) await this.sources.people.switchedOff(tx, botId, id)
      if (fields.name !== before.name) {
        await lockNames(tx, botId)
        await refuseTakenName(tx, botId, fields.name, id)
      }
      await this.lockAsRead(tx, botId, before, change.revision)
      await saveSequence(tx, botId, id, fields, fields.active && change.active === undefined)
      const saved = isOtherSteps
        ? await this.saveSteps(tx, botId, before, steps, change, caller)
        : await this.bringAlong(tx, before, change)
      await this.recordChange(tx, botId, before, fields, saved, change, caller)
      return saved
    })
    if (versionId !== null && change.people === 'move') {
      const sequence = await findSequence(this.sources.db, botId, id)
      await finishMove(this.sources, botId, sequence, versionId, Date.now() + IN_THE_REQUEST_MS)
    }
    return this.saved(botId, id, warnings)
  }

  /** What becomes of the people in it when its steps change like this and they go over: nothing is saved. */
  async preview(
    botId: string,
    id: number,
    given: readonly GivenStep[],
    knownFields: readonly string[]
  ): Promise<{ people: Previewed[]; warnings: Objection[] }> {
    const sequence = await this.find(botId, id)
    const change = { steps: [...given], known_fields: [...knownFields] }
    const { steps, warnings } = await this.prepare(
      botId,
      sequence,
      change,
      await this.versionOf(botId, sequence)
    )
    return { people: await previewMove(this.sources.db, botId, id, steps), warnings }
  }

  async check(botId: string, id: number): Promise<SequenceCheck> {
    const version = await this.versionOf(botId, await this.find(botId, id))
    const { problems, warnings } = await this.readiness(botId, version?.steps ?? [])
    return { ready: problems.length === 0, problems, warnings }
  }

  /** Nobody new from the commit on; who is in it is stopped behind it. */
  async delete(botId: string, id: number, caller: Caller): Promise<void> {
    const before = await this.find(botId, id)
    await this.sources.db.transaction(async tx => {
      await this.sources.people.switchedOff(tx, botId, id)
      await this.lockAsRead(tx, botId, before, undefined)
      await markDeleted(tx, botId, id)
      await this.record(tx, botId, id, caller, 'sequence.deleted', { name: before.name })
    })
    await this.sources.people.stopAll(botId, id)
    this.sources.changed(botId)
  }

  /** The same rules and steps, without people, and not switched on. */
  async clone(botId: string, id: number, name: string | undefined, caller: Caller): Promise<SavedSequence> {
    const from = await this.find(botId, id)
    const version = await this.versionOf(botId, from)
    const copy = await this.sources.db.transaction(async tx => {
      await lockNames(tx, botId)
      if (name !== undefined) await refuseTakenName(tx, botId, name, null)
      const fields = {
        ...fieldsOf(from),
        name: name ?? (await freeName(tx, botId, from.name)),
        active: false
      }
      const created = await this.insert(tx, botId, fields, version?.steps ?? [], caller)
      await this.record(tx, botId, created, caller, 'sequence.cloned', { name: fields.name, from: id })
      return created
    })
    return this.saved(botId, copy, [])
  }

  private async prepare(
    botId: string,
    sequence: StoredSequence | undefined,
    { steps, known_fields }: Pick<SequenceChange, 'steps' | 'known_fields'>,
    current?: Version
  ): Promise<Prepared> {
    const { db } = this.sources
    if (!steps) return { steps: (current?.steps ?? []).map(stepOf), warnings: [] }
    return prepareSteps(steps, {
      db,
      botId,
      current,
      typesInUse: sequence ? await typesInUse(db, sequence.id) : new Map(),
      knownFields: known_fields
    })
  }

  private readiness(botId: string, steps: readonly Step[]) {
    return readinessOf(steps, () => this.sources.whatsapp.templates(botId))
  }

  private async readyOrThrow(botId: string, steps: readonly Step[]): Promise<Objection[]> {
    const { problems, warnings } = await this.readiness(botId, steps)
    if (problems.length === 0) return warnings
    const told = problems.map(({ message }) => message).join(' ')
    throw unprocessable(`The sequence cannot be switched on. ${told}`, problems)
  }

  /** From here on nobody else changes it; and nobody has since it was read. */
  private async lockAsRead(
    tx: Database,
    botId: string,
    { id, revision }: StoredSequence,
    asked: number | undefined
  ): Promise<void> {
    const locked = await lockSequence(tx, botId, id)
    if (!locked || locked.deletedAt !== null) throw notFound(`There is no sequence ${id}.`)
    if (locked.revision === revision && (asked ?? revision) === revision) return
    throw conflict(
      `Somebody else has changed sequence ${id} meanwhile: it is at revision ${locked.revision}. Look at it again.`,
      [{ path: 'revision', code: 'changed_meanwhile', message: `is ${locked.revision} by now` }]
    )
  }

  private async insert(
    tx: Database,
    botId: string,
    fields: SequenceFields,
    steps: readonly Step[],
    caller: Caller
  ): Promise<number> {
    const createdBy = caller.email
    const id = await insertSequence(tx, botId, fields, { createdBy, defaultKey: null })
    const version = { sequenceId: id, steps: steps.map(stepOf), moving: false, createdBy }
    await setVersion(tx, id, await insertVersion(tx, botId, version))
    return id
  }

  /** In place where nobody has come to the version, else as the next one. */
  private async saveSteps(
    tx: Database,
    botId: string,
    { id, versionId }: StoredSequence,
    steps: readonly Step[],
    { people }: Pick<SequenceChange, 'people'>,
    { email }: Caller
  ): Promise<number> {
    const next = { sequenceId: id, steps, moving: people === 'move', createdBy: email }
    if (versionId !== null && (await replaceSteps(tx, botId, versionId, next))) return versionId
    const made = await insertVersion(tx, botId, next)
    await setVersion(tx, id, made)
    return made
  }

  /** To steps that are as they are: those who stayed behind when they were changed. */
  private async bringAlong(
    tx: Database,
    { versionId }: StoredSequence,
    { people }: Pick<SequenceChange, 'people'>
  ): Promise<number | null> {
    if (people === 'stay' || versionId === null) return null
    await markMoving(tx, versionId)
    return versionId
  }

  private async recordChange(
    tx: Database,
    botId: string,
    before: StoredSequence,
    fields: SequenceFields,
    versionId: number | null,
    { people }: Pick<SequenceChange, 'people'>,
    caller: Caller
  ): Promise<void> {
    const { id } = before
    const { active: wasActive, ...was } = fieldsOf(before)
    const { active: isActive, ...is } = fields
    const details = differences(was, is)
    if (Object.keys(details).length > 0) await this.record(tx, botId, id, caller, 'sequence.changed', details)
    if (versionId !== null)
      await this.record(tx, botId, id, caller, 'sequence.steps_changed', { version_id: versionId, people })
    if (wasActive !== isActive) {
      const action = isActive ? 'sequence.activated' : 'sequence.deactivated'
      await this.record(tx, botId, id, caller, action, null)
    }
  }

  private record(tx: Database, botId: string, id: number, caller: Caller, action: string, details: unknown) {
    return this.sources.audit.record(tx, botId, caller, {
      action,
      subject_type: 'sequence',
      subject_id: String(id),
      details
    })
  }

  private async figuresOf(
    botId: string,
    sequences: ReadonlyArray<{ id: number }>
  ): Promise<(id: number) => SequenceFigures> {
    const found = await this.figures.of(
      botId,
      sequences.map(({ id }) => id)
    )
    return id => {
      const figures = found.get(id)
      if (!figures) throw new Error('The figures of a sequence were not added up.')
      return figures
    }
  }

  private async saved(botId: string, id: number, warnings: Objection[]): Promise<SavedSequence> {
    this.sources.changed(botId)
    return { ...(await this.get(botId, id)), warnings }
  }
}
