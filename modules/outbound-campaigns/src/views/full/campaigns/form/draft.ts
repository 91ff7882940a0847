/**
 * A campaign while somebody writes it. From the moment it has a name and a template it is a draft on the server, and
 * every change follows by itself when the typing pauses.
 *
 *   saved      the server has all of it
 *   unsaved    something was typed; it goes out after the pause
 *   saving     it is on its way; what is typed meanwhile goes out right behind it
 *   failed     it did not arrive; it is tried again with the next change, or when somebody asks for it
 *
 * Requests go out one after the other, so a slow first one can't overwrite a later one, and a campaign is created once.
 */
import type { Answer, Failure } from '../../../api/answer'
import type { Campaign, CampaignChange, NewCampaign } from '../../../api/campaigns'
import { changeOf, fieldsOf, newFieldsOf, same } from './fields'
import { inputOf, type FormInput } from './input'

export type Saving = { kind: 'saved' | 'unsaved' | 'saving' } | { kind: 'failed'; failure: Failure }

export interface DraftState {
  input: FormInput
  campaign: Campaign | null
  saving: Saving
}

export interface DraftSource {
  create(campaign: NewCampaign): Promise<Answer<Campaign>>
  change(id: number, change: CampaignChange): Promise<Answer<Campaign>>
  /** What was typed and is not saved, for the next page load; null: nothing is. */
  remember(input: FormInput | null, id: number | null): void
  onChange(state: DraftState): void
}

const PAUSE_MS = 800

/** What the server lacks of a new campaign before it can be one. */
const isComplete = (fields: CampaignChange): fields is CampaignChange & NewCampaign =>
  fields.name !== undefined && fields.template_id !== undefined

export const keepDraft = (source: DraftSource, first: DraftState) => {
  let state = first
  /** As it was sent: the server may write a value in another way, and that is no change of ours. */
  let sent: Partial<CampaignChange> = {}
  let timer: ReturnType<typeof setTimeout> | undefined
  let underWay: Promise<boolean> | null = null
  let closed = false

  const show = (change: Partial<DraftState>): void => {
    state = { ...state, ...change }
    if (!closed) source.onChange(state)
  }

  const change = (): CampaignChange | null => {
    const { campaign, input } = state
    if (campaign === null) {
      const fields = newFieldsOf(input)
      return isComplete(fields) ? fields : null
    }
    return changeOf(fieldsOf(input), { ...campaign, ...sent })
  }

  const isClean = (): boolean => {
    if (state.campaign === null) return false
    return change() === null && Object.values(fieldsOf(state.input)).every(value => value !== undefined)
  }

  const remember = (): void => {
    const id = state.campaign?.id ?? null
    source.remember(isClean() ? null : state.input, id)
  }

  const ask = (wanted: CampaignChange): Promise<Answer<Campaign>> => {
    if (state.campaign !== null) return source.change(state.campaign.id, wanted)
    if (isComplete(wanted)) return source.create(wanted)
    throw new Error('A campaign without a name or a template can’t be created.')
  }

  /** The parts that a new campaign has not been asked about yet are the server's to fill. */
  const arrived = (campaign: Campaign, wanted: CampaignChange): void => {
    const created = state.campaign === null
    sent = { ...sent, ...wanted }
    if (!created) return show({ campaign })
    source.remember(null, null)
    const { name, template_id, template_namespace, language, ...rest } = state.input
    const { variables, parameter_names, header_kind, header_value, header_filename, buttons } = rest
    const typed = {
      name,
      template_id,
      template_namespace,
      language,
      variables,
      parameter_names,
      header_kind,
      header_value,
      header_filename,
      buttons
    }
    show({ campaign, input: { ...inputOf(campaign), ...typed } })
  }

  const send = async (): Promise<boolean> => {
    for (let wanted = change(); wanted !== null; wanted = change()) {
      show({ saving: { kind: 'saving' } })
      const answer = await ask(wanted)
      if (answer.kind === 'failure') {
        show({ saving: { kind: 'failed', failure: answer.failure } })
        return false
      }
      arrived(answer.value, wanted)
      remember()
    }
    show({ saving: { kind: isClean() ? 'saved' : 'unsaved' } })
    return state.campaign !== null
  }

  /** Saves now what can be saved. false: it did not arrive. */
  const save = (): Promise<boolean> => {
    clearTimeout(timer)
    underWay =
      underWay ??
      send().then(arrivedWell => {
        underWay = null
        return arrivedWell
      })
    return underWay
  }

  return {
    save,
    state: () => state,
    type: (typed: Partial<FormInput>): void => {
      const input = { ...state.input, ...typed }
      if (same(input, state.input)) return
      show({ input, saving: state.saving.kind === 'saving' ? state.saving : { kind: 'unsaved' } })
      remember()
      clearTimeout(timer)
      timer = setTimeout(() => void save(), PAUSE_MS)
    },
    /** What the server says now: people have come in, another tab has changed something. */
    hear: (campaign: Campaign): void => {
      const { status, status_reason, counts, started_at, completed_at } = campaign
      if (underWay !== null || state.saving.kind !== 'saved') {
        // What is being written here is left alone; the rest can't be written here at all.
        const known = state.campaign
        if (known) show({ campaign: { ...known, status, status_reason, counts, started_at, completed_at } })
        return
      }
      sent = {}
      const before = state.campaign && inputOf(state.campaign)
      const now = inputOf(campaign)
      // Numbers may be written in several ways: what only the server writes differently stays as it was typed.
      show(same(before, now) ? { campaign } : { campaign, input: now })
    },
    close: (): void => {
      void save()
      closed = true
    }
  }
}

export type Draft = ReturnType<typeof keepDraft>
