import { defaultMails } from '../../channels/email/default-sequence'
import type { Database } from '../../platform/database/database'
import type { Language } from '../../platform/settings/language'
import { stepSchema, type Step } from '../steps/schema'
import { insertVersion } from '../versions/store'
import { NEW } from './changes'
import { freeName } from './names'
import type { SequenceFields } from './schema'
import { findByDefaultKey } from './store'
import { insertSequence, lockNames, setVersion } from './write-store'

/**
 * The module's own sequences: five mails on days 0, 3, 7, 10 and 14, in both languages, once each. They are there when
 * they are asked for, switched off and without a window, and then belong to whoever changes them.
 */
export const DEFAULT_KINDS = ['five_mails', 'cold_lead_nurturing'] as const
export type DefaultKind = (typeof DEFAULT_KINDS)[number]

const WORDS: Record<Language, Record<DefaultKind, { name: string; description: string }>> = {
  es: {
    five_mails: {
      name: 'Bienvenida en cinco correos',
      description:
        'Cinco correos en catorce días: bienvenida, más información, ayuda, casos de éxito y una conversación.'
    },
    cold_lead_nurturing: {
      name: 'default_cold_lead_nurturing',
      description: 'Cinco correos para quienes todavía no muestran interés. Empieza sola con cada lead frío.'
    }
  },
  en: {
    five_mails: {
      name: 'Welcome in five mails',
      description:
        'Five mails in fourteen days: welcome, more about us, how we help, success stories, a conversation.'
    },
    cold_lead_nurturing: {
      name: 'default_cold_lead_nurturing',
      description: 'Five mails for people who show no interest yet. It starts by itself with every cold lead.'
    }
  }
}

const RULES: Record<DefaultKind, Partial<SequenceFields>> = {
  five_mails: { category: 'cold_outreach' },
  cold_lead_nurturing: {
    category: 'nurture',
    trigger: { kind: 'cold_lead' },
    min_score: 0,
    max_score: 50
  }
}

/** The one that is there, or a new one. Answers its id, and whether it was made just now. */
export const madeDefault = async (
  tx: Database,
  botId: string,
  { kind, language, createdBy }: { kind: DefaultKind; language: Language; createdBy: string | null }
): Promise<{ id: number; isNew: boolean }> => {
  const defaultKey = `${kind}.${language}`
  await lockNames(tx, botId)
  const known = await findByDefaultKey(tx, botId, defaultKey)
  if (known) return { id: known.id, isNew: false }
  const { name, description } = WORDS[language][kind]
  const fields = { ...NEW, ...RULES[kind], description, name: await freeName(tx, botId, name) }
  const id = await insertSequence(tx, botId, fields, { createdBy, defaultKey })
  const version = { sequenceId: id, steps: stepsIn(language), moving: false, createdBy }
  await setVersion(tx, id, await insertVersion(tx, botId, version))
  return { id, isNew: true }
}

/** The five mails of a bot in this language: made if need be. In the caller's transaction, or its own. */
export const defaultSequence = async (db: Database, botId: string, language: Language): Promise<number> =>
  db.transaction(async tx => {
    const { id } = await madeDefault(tx, botId, { kind: 'five_mails', language, createdBy: null })
    return id
  })

const stepsIn = (language: Language): Step[] =>
  defaultMails(language).map(({ key, subject, preheader, html, text, delay_days }) =>
    stepSchema.parse({
      type: 'email',
      key: key.replace(/_/g, '-'),
      delay_days,
      config: { subject, preheader, html, text }
    })
  )
