import { campaigns, channels, errors } from '../../translations/es.json'
import type { Language } from '../platform/settings/language'

/** What a notice says, in the language of the bot's people. */
export interface Words {
  status(status: string): string
  stands(name: string, id: number, botId: string, status: string): string
  /** Of a sequence, one of its channels stands still. */
  sequenceStands(name: string, id: number, botId: string, channel: string): string
  stopped: string
  nurturing(runId: number, botId: string): string
  nurtured(counts: {
    found: number
    started: number
    messages: number
    qualified: number
    paused: number
  }): string
  /** By the names that they have in the run. */
  failedTasks(names: readonly string[]): string
  why(reason: string, code: string): string
  reason(reason: { code: string; detail: string }): string
  counts(counts: {
    sent: number
    total: number
    failed: number
    skipped: number
    unconfirmed: number
  }): string
}

const english: Words = {
  status: status => status,
  stands: (name, id, botId, status) => `${name} (${id}) of the bot ${botId} is ${status}.`,
  sequenceStands: (name, id, botId, channel) =>
    `The sequence ${name} (${id}) of the bot ${botId} sends nothing by ${channel === 'email' ? 'e-mail' : 'WhatsApp'} until somebody resumes it.`,
  stopped: 'stopped',
  nurturing: (id, botId) => `Nurturing of the bot ${botId}, run ${id}.`,
  nurtured: ({ found, started, messages, qualified, paused }) =>
    `${found} cold leads found, ${started} put into sequences, ${messages} messages to send, ${qualified} qualified, ${paused} paused.`,
  failedTasks: names => `Failed: ${names.join(', ')}.`,
  why: (reason, code) => `Why: ${reason} (${code})`,
  reason: ({ detail }) => detail,
  counts: ({ sent, total, failed, skipped, unconfirmed }) =>
    `${sent} of ${total} sent, ${failed} failed, ${skipped} skipped, ${unconfirmed} unconfirmed.`
}

/** As on the screens, so that one thing has one name; a reason that has no words there is told as it came. */
const SPANISH_REASONS = new Map<string, string>([
  ...Object.entries(channels.reason),
  ...Object.entries(errors.says),
  ...Object.entries(campaigns.reason)
])
const SPANISH_STATUSES = new Map<string, string>(Object.entries(campaigns.status))

const spanish: Words = {
  status: status => (SPANISH_STATUSES.get(status) ?? status).toLowerCase(),
  stands: (name, id, botId, status) => `${name} (${id}) del bot ${botId}: ${status}.`,
  sequenceStands: (name, id, botId, channel) =>
    `La secuencia ${name} (${id}) del bot ${botId} no envía nada por ${channel === 'email' ? 'correo' : 'WhatsApp'} hasta que alguien la reanude.`,
  stopped: 'detenida',
  nurturing: (id, botId) => `Nutrición de prospectos del bot ${botId}, ejecución ${id}.`,
  nurtured: ({ found, started, messages, qualified, paused }) =>
    `Prospectos fríos encontrados: ${found}. Iniciaron una secuencia: ${started}. Mensajes por enviar: ${messages}. Calificados: ${qualified}. Pausados: ${paused}.`,
  failedTasks: names => `Tareas que fallaron: ${names.join(', ')}.`,
  why: (reason, code) => `Por qué: ${reason} (${code})`,
  reason: ({ code, detail }) => SPANISH_REASONS.get(code) ?? detail,
  counts: ({ sent, total, failed, skipped, unconfirmed }) =>
    `${sent} de ${total} enviados, ${failed} fallidos, ${skipped} omitidos, ${unconfirmed} sin confirmar.`
}

export const WORDS: Record<Language, Words> = { es: spanish, en: english }
