import { DEFAULT_OPT_IN_WORDS, DEFAULT_OPT_OUT_WORDS, wishReader, wordsSchema } from './words'

const read = wishReader({ opt_out_words: DEFAULT_OPT_OUT_WORDS, opt_in_words: DEFAULT_OPT_IN_WORDS })

describe('Stop words', () => {
  it.each([
    ['BAJA', 'out'],
    ['baja', 'out'],
    ['  ¡Baja!  ', 'out'],
    ['Stop.', 'out'],
    ['ALTO', 'out'],
    ['no más', 'out'],
    ['NO   MAS', 'out'],
    ['no-mas', 'out'],
    ['Cancelar suscripción', 'out'],
    ['unsubscribe', 'out'],
    ['BAJA 🙏', 'out'],
    ['alta', 'in'],
    ['START', 'in'],
    ['baja el precio', undefined],
    ['quiero darme de baja mañana', undefined],
    ['CANCELAR', undefined],
    ['cancelar mi cita', undefined],
    ['altos', undefined],
    ['', undefined],
    ['🙏', undefined],
    [null, undefined]
  ] as const)('%s: %s', (text, wish) => {
    expect(read(text)).toBe(wish)
  })

  it('count as what a button means, too, and leaving wins', () => {
    expect(read('Ya no quiero recibir', 'STOP')).toBe('out')
    expect(read('Alta', 'BAJA')).toBe('out')
    expect(read(null, 'ALTA')).toBe('in')
  })

  it('are those that somebody chose', () => {
    const own = wishReader({ opt_out_words: ['CANCELAR', '¿?', 'fin'], opt_in_words: ['fin', 'volver'] })
    expect(own('cancelar')).toBe('out')
    expect(own('BAJA')).toBeUndefined()
    expect(own('Fin')).toBe('out')
    expect(own('volver')).toBe('in')
    expect(own('?!')).toBeUndefined()
  })

  it('are in the settings as words, not as anything', () => {
    expect(wordsSchema.safeParse(DEFAULT_OPT_OUT_WORDS).success).toBe(true)
    expect(wordsSchema.safeParse(['', 'x']).success).toBe(false)
  })
})
