import { z } from 'zod'

/**
 * What people write when they want no more, and when they want it again. CANCELAR alone is everyday talk with a bot
 * ("cancelar mi cita"), so it is left out unless somebody chooses it.
 */
export const DEFAULT_OPT_OUT_WORDS = [
  'BAJA',
  'ALTO',
  'STOP',
  'UNSUBSCRIBE',
  'OPT OUT',
  'STOP ALL',
  'NO MAS',
  'NO MAS MENSAJES',
  'DAR DE BAJA',
  'DARME DE BAJA',
  'CANCELAR SUSCRIPCION',
  'NO ME ESCRIBAN'
]

export const DEFAULT_OPT_IN_WORDS = ['ALTA', 'START', 'UNSTOP', 'SUBSCRIBE', 'SUSCRIBIR', 'SUSCRIBIRME']

export const wordsSchema = z.array(z.string().trim().min(1).max(80)).max(100)
