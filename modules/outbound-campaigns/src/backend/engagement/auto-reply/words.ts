/**
 * What automatic answers say, in Spanish and English. A subject is short and written by the machine, so little is enough
 * there; in a text people may speak of holidays too ("out of office next week, let's meet after"), so only the sentences
 * count that nobody writes about somebody else, and only at its beginning.
 */
const SUBJECTS: readonly RegExp[] = [
  /^\s*(?:re:\s*|rv:\s*)?(?:automatic (?:reply|response)|auto(?:matic)?[- ]?(?:reply|response|responder)|autoreply)\b/i,
  /^\s*(?:re:\s*|rv:\s*)?(?:respuesta autom[aá]tica|contestaci[oó]n autom[aá]tica|auto-?respuesta|mensaje autom[aá]tico)(?![\p{L}])/iu,
  /\b(?:out of (?:the )?office|ooo|on (?:vacation|holiday|leave|parental leave|maternity leave)|away from (?:my|the) (?:office|desk|e-?mail))\b/i,
  /(?:fuera de (?:la )?oficina|ausente de (?:la )?oficina|de vacaciones|ausencia temporal|me encuentro ausente)/i
]

const TEXTS: readonly RegExp[] = [
  /\b(?:i am|i'm|i will be|i'll be) (?:currently |now )?(?:out of (?:the )?office|away from (?:my|the) (?:office|desk|e-?mail)|on (?:annual |parental |maternity |paternity |sick )?(?:vacation|holiday|leave))\b/i,
  /\b(?:this is an )?auto(?:mated|matic)(?:ally generated)? (?:reply|response|message|e-?mail)\b/i,
  /\blimited access to (?:my )?e-?mail\b/i,
  /(?:me encuentro|estoy|estar[eé]|me encontrar[eé]) (?:actualmente |por el momento )?(?:fuera de (?:la |mi )?oficina|de vacaciones|ausente|fuera del pa[ií]s|de licencia|de permiso|con incapacidad)/i,
  /(?:este|esta) es (?:un|una) (?:mensaje|respuesta|correo) (?:generad[oa] )?autom[aá]tic[oa]/i,
  /(?:acceso limitado|sin acceso) a (?:mi |su )?(?:correo|e-?mail)/i,
  /gracias por (?:tu|su) (?:mensaje|correo)[.,;:!]?\s+(?:en este momento|por el momento|actualmente) (?:no me encuentro|estoy fuera|no estoy)/i
]

/** Behind the first lines stands what was answered to, ours among it. */
const BEGINNING = 600

export const isAutomaticByWords = ({ subject, text }: { subject: string; text: string }): boolean =>
  SUBJECTS.some(pattern => pattern.test(subject)) ||
  TEXTS.some(pattern => pattern.test(withoutQuotes(text).slice(0, BEGINNING)))

const withoutQuotes = (text: string): string =>
  text
    .split(/\r?\n/)
    .filter(line => !/^\s*>/.test(line))
    .join('\n')
    .split(
      /^(?:on .{0,200} wrote:|el .{0,200} escribi[oó]:|-{2,}\s*(?:original message|mensaje original))/im,
      1
    )
    .join('')
    .replace(/\s+/g, ' ')
