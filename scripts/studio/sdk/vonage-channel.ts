/** The messaging server's side of Vonage: reading the channel's settings, sending a text with the account's key. */
import { isRecord } from '../problems'
import { requestJson } from '../outgoing'

export interface VonageChannel {
  apiKey: string
  apiSecret: string
  signatureSecret: string
}

/** Botpress takes the channel up only when it is enabled and has all of its credentials. */
export const vonageChannelOf = (messaging: unknown): VonageChannel | undefined => {
  const channels = isRecord(messaging) ? messaging.channels : undefined
  const vonage = isRecord(channels) ? channels.vonage : undefined
  if (!isRecord(vonage) || vonage.enabled !== true) return undefined
  const { apiKey, apiSecret, signatureSecret } = vonage
  if (typeof apiKey !== 'string' || typeof apiSecret !== 'string' || typeof signatureSecret !== 'string')
    return undefined
  return { apiKey, apiSecret, signatureSecret }
}

export const sendText = async (
  vonageApiUrl: string,
  { apiKey, apiSecret }: VonageChannel,
  message: { to: string; from: string; text: string }
): Promise<void> => {
  const answer = await requestJson(
    'POST',
    `${vonageApiUrl}/v1/messages`,
    { Authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}` },
    { channel: 'whatsapp', message_type: 'text', ...message }
  )
  // The answer's body repeats the person's number: only its status is told.
  if (answer.status < 200 || answer.status > 299)
    throw new Error(`Vonage answered ${answer.status} to a reply`)
}
