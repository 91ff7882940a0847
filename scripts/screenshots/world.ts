/** A bot with a campaign in every state, so that every screen has something to show. */
import { numberMaker, type CampaignState, type ModuleApi } from '../e2e/module-api'
import type { Language } from './options'
import { makeFollowUp, type FollowUpWorld } from './follow-up-world'
import { makeSequences, type SequenceWorld } from './sequence-world'

export interface World {
  done: number
  running: number
  draft: number
  sequences: SequenceWorld
  followUp: FollowUpWorld
}

const NAMES: Record<
  Language,
  Record<'done' | 'running' | 'paused' | 'cancelled' | 'scheduled' | 'draft', string>
> = {
  en: {
    done: 'October welcome',
    running: 'Weekend offer',
    paused: 'Payment reminder',
    cancelled: 'Old price list',
    scheduled: 'November sale',
    draft: 'Christmas offer'
  },
  es: {
    done: 'Bienvenida de octubre',
    running: 'Oferta de fin de semana',
    paused: 'Recordatorio de pago',
    cancelled: 'Lista de precios anterior',
    scheduled: 'Rebajas de noviembre',
    draft: 'Oferta de Navidad'
  }
}

const DAY_MS = 86_400_000

export const makeWorld = async (api: ModuleApi, language: Language): Promise<World> => {
  const names = NAMES[language]
  const numbers = numberMaker()
  const until = async (id: number, isSo: (campaign: CampaignState) => boolean): Promise<void> => {
    while (!isSo(await api.get(id))) await new Promise(done => setTimeout(done, 200))
  }
  const slow = { batch_size: 40, batch_interval_ms: 3_600_000 }
  await api.call('PUT', '/settings', {
    sender_rate_per_second: 80,
    notify: { email: 'ops@casanopal.example' }
  })

  const done = await api.campaign(names.done, [
    ...numbers(180),
    ...numbers(24, '980010'),
    ...numbers(6, '991300'),
    ...numbers(4, '971300'),
    ...numbers(3, '980422'),
    ...numbers(3, '980008')
  ])
  await api.start(done)

  const running = await api.campaign(names.running, numbers(320), slow)
  await api.start(running)
  const paused = await api.campaign(names.paused, numbers(90), slow)
  await api.start(paused)
  const cancelled = await api.campaign(names.cancelled, numbers(70), slow)
  await api.start(cancelled)
  const scheduled = await api.campaign(names.scheduled, numbers(45))
  const inTwoDays = new Date(Date.now() + 2 * DAY_MS).toISOString()
  await api.call('POST', `/campaigns/${scheduled}/start`, { scheduled_at: inTwoDays })
  const draft = await api.campaign(names.draft, [], {
    template_id: 'promo_octubre',
    variables: null,
    header: { type: 'image', link: 'https://casanopal.example/oferta.png' },
    batch_size: 50,
    batch_interval_ms: 60_000
  })

  for (const id of [running, paused, cancelled]) await until(id, ({ counts }) => counts.read === 40)
  await api.call('POST', `/campaigns/${paused}/pause`, {})
  await api.call('POST', `/campaigns/${cancelled}/cancel`, {})
  await until(done, ({ status, counts }) => status === 'completed' && counts.read === 180)
  const sequences = await makeSequences(api, language)
  return { done, running, draft, sequences, followUp: await makeFollowUp(api) }
}
