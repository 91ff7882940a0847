import type { IO } from 'botpress/sdk'
import { createEvent } from './event'
import { checkMiddleware, MiddlewareChain } from './middleware-chain'

const quiet: IO.MiddlewareHandler = () => undefined

const event = () =>
  createEvent({
    type: 'text',
    channel: 'c',
    target: 't',
    direction: 'incoming',
    payload: { text: 'hola' },
    botId: 'b'
  })

const member = (name: string, order: number, handler: IO.MiddlewareHandler, timeout?: string) => ({
  name,
  order,
  handler,
  timeout,
  description: name,
  direction: 'incoming' as const
})

const chainOf = (...members: Array<IO.MiddlewareDefinition>) => {
  const chain = new MiddlewareChain()
  members.forEach(one => chain.add(one))
  return chain
}

const run = async (chain: MiddlewareChain) => {
  const late: string[] = []
  await chain.run(event(), name => late.push(name))
  return late
}

describe('the middleware', () => {
  it('runs in the order of its numbers, whoever came first', async () => {
    const seen: string[] = []
    const note = (name: string, order: number) =>
      member(name, order, (_event, next) => {
        seen.push(name)
        next()
      })
    await run(chainOf(note('last', 10_000), note('first', -5), note('middle', 100)))
    expect(seen).toEqual(['first', 'middle', 'last'])
  })

  it('ends at whoever swallows the event, and goes on past whoever skips', async () => {
    const seen: string[] = []
    const answer = (name: string, order: number, ...args: Parameters<IO.MiddlewareNextCallback>) =>
      member(name, order, (_event, next) => {
        seen.push(name)
        next(...args)
      })
    await run(
      chainOf(answer('skips', 1, null, false, true), answer('swallows', 2, null, true), answer('never', 3))
    )
    expect(seen).toEqual(['skips', 'swallows'])
  })

  it('goes on without whoever is late', async () => {
    let reached = false
    const late = await run(
      chainOf(
        member('slow', 1, () => undefined, '20ms'),
        member('next', 2, (_event, next) => {
          reached = true
          next()
        })
      )
    )
    expect(late).toEqual(['slow'])
    expect(reached).toBe(true)
  })

  it('ends with the error that is given or thrown', async () => {
    const given = member('given', 1, (_event, next) => next(new Error('given')))
    await expect(run(chainOf(given))).rejects.toThrow('given')
    const thrown = member('thrown', 1, () => {
      throw new Error('thrown')
    })
    await expect(run(chainOf(thrown))).rejects.toThrow('thrown')
  })

  it('forgets by name', () => {
    const chain = chainOf(member('x', 1, () => undefined))
    expect(chain.remove('y')).toBe(false)
    expect(chain.remove('x')).toBe(true)
    expect(chain.size).toBe(0)
  })

  it.each([
    [{ name: 'x', description: 'd', direction: 'incoming' }, /"handler"/],
    [{ name: 'x', description: 'd', direction: 'sideways', handler: quiet }, /"direction"/],
    [{ name: 'x', direction: 'incoming', handler: quiet }, /"description"/],
    [
      { name: 'x', description: 'd', direction: 'incoming', handler: quiet, extra: 1 },
      /"extra" is not allowed/
    ]
  ])('refuses a definition that Botpress refuses: %j', (definition, message) => {
    expect(() => checkMiddleware(definition)).toThrow(message)
  })
})
