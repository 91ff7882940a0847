export const LANGUAGES = ['es', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Where Spanish is what people are told things in. */
const SPANISH_SPEAKING = new Set('AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE'.split(' '))

/** A bot's language until somebody decides otherwise: that of the country it writes to. */
export const languageOf = (country: string): Language => (SPANISH_SPEAKING.has(country) ? 'es' : 'en')
