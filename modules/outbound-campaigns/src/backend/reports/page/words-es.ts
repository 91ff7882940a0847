import type { PageWords } from './words'

const MONTHS =
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ')
const SHORT_MONTHS = 'ene feb mar abr may jun jul ago sep oct nov dic'.split(' ')
const WEEKDAYS = 'dom lun mar mié jue vie sáb'.split(' ')

const parts = (day: string): { year: number; month: number; date: number } => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return { year, month: month - 1, date }
}

export const spanish: PageWords = {
  title: { weekly: 'Reporte semanal', monthly: 'Reporte mensual' },
  subject: 'Nutrición de prospectos',
  range(from, to) {
    const a = parts(from)
    const b = parts(to)
    const end = `${b.date} de ${MONTHS[b.month]} de ${b.year}`
    if (from === to) return end
    if (a.year !== b.year) return `${a.date} de ${MONTHS[a.month]} de ${a.year} al ${end}`
    if (a.month !== b.month) return `${a.date} de ${MONTHS[a.month]} al ${end}`
    return `${a.date} al ${end}`
  },
  period(kind, key, from) {
    if (kind === 'weekly') return `Semana ${Number(key.slice(6))} de ${key.slice(0, 4)}`
    const { year, month } = parts(from)
    const name = MONTHS[month] ?? ''
    return `${name.charAt(0).toUpperCase()}${name.slice(1)} de ${year}`
  },
  shortPeriod: (kind, key) =>
    kind === 'weekly' ? `sem ${Number(key.slice(6))}` : (SHORT_MONTHS[Number(key.slice(5)) - 1] ?? ''),
  day(date) {
    const { month, date: n } = parts(date)
    return `${n} ${SHORT_MONTHS[month]}`
  },
  weekday: date => WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '',
  soFar: 'El periodo aún no termina: cifras hasta',
  made: (at, zone) => `Elaborado el ${at} · días según la hora de ${zone}`,
  before: { weekly: 'la semana anterior', monthly: 'el mes anterior' },
  sameDaysBefore: {
    weekly: 'los mismos días de la semana anterior',
    monthly: 'los mismos días del mes anterior'
  },
  headline: {
    and: ' y ',
    nothing: 'No hubo actividad en este periodo.',
    none: 'Ningún prospecto se calificó',
    qualified: (n, text) => (n === 1 ? '1 prospecto se calificó' : `${text} prospectos se calificaron`),
    more: (text, before) => `${text} más que ${before}`,
    fewer: (text, before) => `${text} menos que ${before}`,
    same: before => `igual que ${before}`,
    replies: (n, text) => (n === 1 ? '1 mensaje tuvo respuesta' : `${text} mensajes tuvieron respuesta`),
    started: (n, text) =>
      n === 1 ? '1 prospecto inició una secuencia' : `${text} prospectos iniciaron una secuencia`
  },
  figures: {
    total_sequences_started: 'Prospectos que iniciaron',
    qualified_in_period: 'Prospectos calificados',
    conversion_rate_pct: 'Tasa de conversión',
    open_rate_pct: 'Tasa de apertura',
    click_rate_pct: 'Tasa de clics',
    reply_rate_pct: 'Tasa de respuesta',
    sent: 'Mensajes enviados',
    avg_days_to_qualify: 'Tiempo para calificar'
  },
  funnel: {
    sent: 'Enviados',
    delivered: 'Entregados',
    opened: 'Abiertos',
    clicked: 'Con clic',
    replied: 'Con respuesta'
  },
  columns: {
    date: 'Día',
    total: 'Total',
    template: 'Secuencia',
    step: 'Paso',
    total_sequences_started: 'Inician',
    qualified_in_period: 'Califican',
    leads_qualified: 'Califican',
    opted_out_in_period: 'Bajas',
    sent: 'Enviados',
    opened: 'Abiertos',
    clicked: 'Con clic',
    replied: 'Respuestas',
    conversion_rate_pct: 'Conversión',
    open_rate_pct: 'Apertura',
    reply_rate_pct: 'Tasa de respuesta'
  },
  lines: { open_rate_pct: 'Apertura', click_rate_pct: 'Clics', reply_rate_pct: 'Respuesta' },
  onTheirWay: (n, text) => (n === 1 ? '1 prospecto sigue en camino' : `${text} prospectos siguen en camino`),
  unknown: 'sin datos',
  unknownBefore: 'antes sin datos',
  noChange: 'sin cambio',
  wasNothing: 'antes 0',
  points: (n, text) => (n === 1 ? `${text} punto` : `${text} puntos`),
  days: (n, text) => (n === 1 ? '1 día' : `${text} días`),
  versus: before => `Frente a ${before}`.replace(/ a el /, ' al '),
  sections: {
    daily: 'Día por día',
    dailyHint: {
      weekly: 'La raya marca el mismo día de la semana anterior.',
      monthly: 'La raya marca el mismo día del mes anterior.'
    },
    funnel: 'Del envío a la respuesta',
    funnelHint: 'Qué parte de los mensajes enviados llegó a cada punto.',
    trends: { weekly: 'Las últimas semanas', monthly: 'Los últimos meses' },
    rates: 'Apertura, clics y respuesta',
    templatesHint: 'De quienes iniciaron en este periodo, los que ya se calificaron.',
    templates: 'Las cinco secuencias que más convierten',
    steps: 'Los cinco pasos con mejor respuesta',
    table: 'Cifras por día',
    meaning: 'Cómo se cuenta'
  },
  bestSequence: 'Secuencia que más convierte',
  nothingToShow: {
    templates: 'Ninguna secuencia tuvo actividad en este periodo.',
    steps: 'Ningún paso envió mensajes en este periodo.',
    messages: 'No se envió ningún mensaje en este periodo.'
  },
  goneStep: 'paso eliminado',
  channels: { email: 'correo', whatsapp: 'WhatsApp' },
  notes: [
    'Prospectos que iniciaron, prospectos calificados y bajas: lo que ocurrió en estos días, sin importar cuándo empezó cada secuencia. El tiempo para calificar es el promedio de quienes se calificaron en ellos.',
    'Tasa de conversión: de los prospectos que iniciaron en estos días, cuántos se han calificado hasta hoy. Mientras haya prospectos en camino puede subir.',
    'Apertura, clics y respuesta: de los mensajes enviados en estos días, cuántos se han abierto, recibido clic o respuesta hasta hoy.'
  ],
  raw: (opened, clicked) =>
    `Solo cuenta lo que hizo una persona. Con lo que hicieron filtros de seguridad y programas de correo serían ${opened} abiertos y ${clicked} con clic.`,
  chart: (what, values) => `${what}. ${values}`
}
