/** The event that travels through the middleware, as Botpress makes it: an id in time's order, flags, a preview. */
import type { IO } from 'botpress/sdk'
import { isRecord } from '../problems'

export const WellKnownFlags = {
  SKIP_DIALOG_ENGINE: Symbol.for('skipDialogEngine'),
  SKIP_QNA_PROCESSING: Symbol.for('skipQnA'),
  SKIP_NATIVE_NLU: Symbol.for('skipNativeNLU'),
  FORCE_PERSIST_STATE: Symbol.for('forcePersistState')
}

export interface HostEvent extends IO.Event {
  readonly incomingEventId?: string
  messageId?: string
  state: IO.EventState
}

export const createEvent = (args: IO.EventCtorArgs): HostEvent => {
  const flags = new Map<symbol, boolean>()
  return {
    id: `${process.hrtime.bigint()}${Math.random().toString().slice(-3)}`,
    type: args.type,
    channel: args.channel,
    target: args.target,
    botId: args.botId,
    threadId: args.threadId === undefined ? undefined : String(args.threadId),
    messageId: args.messageId,
    direction: args.direction,
    payload: args.payload,
    preview: args.preview || previewOf(args),
    createdOn: new Date(),
    incomingEventId: args.incomingEventId,
    state: { user: {}, session: {}, temp: {}, bot: {} },
    hasFlag: flag => flags.get(flag) === true,
    setFlag: (flag, value) => void flags.set(flag, value)
  }
}

const previewOf = ({ payload, type, channel }: IO.EventCtorArgs): string => {
  if (!payload) return `"${type}" event on channel ${channel}`
  const shown = isRecord(payload) ? (payload.__preview ?? payload.preview ?? payload.text) : undefined
  return shown as string
}
