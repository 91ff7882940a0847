/** What was typed into the settings and is not saved, but for its secrets. */
import { readTyped, typedMemory } from '../../platform/typed-memory'
import type { Field, SettingsInput } from './input'

const SECRETS: readonly Field[] = ['slack_webhook_url', 'webhook_url']

export const readKept = (text: string | null, model: SettingsInput): Partial<SettingsInput> =>
  readTyped(text, model, SECRETS)

export const { recall, keep } = typedMemory<SettingsInput>('settings', SECRETS)
