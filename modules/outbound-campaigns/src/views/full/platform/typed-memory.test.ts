import { typedMemory } from './typed-memory'

interface Form {
  name: string
  on: boolean
  secret: string
}
const EMPTY: Form = { name: '', on: false, secret: '' }

const storage = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key)
  }
}

describe('what was typed into a form', () => {
  const { recall, keep } = typedMemory<Form>('form', ['secret'])
  beforeAll(() =>
    Object.defineProperty(globalThis, 'window', { value: { BOT_ID: 'demo' }, configurable: true })
  )

  it('comes back but for its secrets', () => {
    const store = storage()
    keep({ name: 'Ana', on: true, secret: 's3cret' }, store)
    expect(recall(EMPTY, store)).toEqual({ name: 'Ana', on: true })
    expect([...store.kept.values()].join()).not.toContain('s3cret')
  })

  it('leaves nothing behind once it was saved', () => {
    const store = storage()
    keep({ name: 'Ana' }, store)
    keep({}, store)
    expect(store.kept.size).toBe(0)
    expect(recall(EMPTY, store)).toEqual({})
  })

  it('is left out where another version kept something else', () => {
    const store = storage()
    keep({ name: 'Ana', on: true }, store)
    const [key] = [...store.kept.keys()]
    store.setItem(key ?? '', JSON.stringify({ name: 7, on: true, gone: 1 }))
    expect(recall(EMPTY, store)).toEqual({ on: true })
    store.setItem(key ?? '', 'no json')
    expect(recall(EMPTY, store)).toEqual({})
  })

  it('that a browser refuses to keep stops nobody', () => {
    const full = {
      ...storage(),
      setItem: () => {
        throw new Error('QuotaExceededError')
      }
    }
    expect(() => keep({ name: 'Ana' }, full)).not.toThrow()
  })
})
