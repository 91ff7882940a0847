import type { Answer } from './answer'
import { firstOf, UNREADABLE, type Listed } from './request'

/** A list of numbers as the API gives it, and what it was asked for. */
const numbers = (all: number) => {
  const asked: Array<{ limit: number; cursor?: string }> = []
  const ask = async (page: { limit: number; cursor?: string }): Promise<Answer<Listed<number>>> => {
    asked.push(page)
    const from = Number(page.cursor ?? 0)
    const to = Math.min(all, from + page.limit)
    const items = Array.from({ length: to - from }, (_, index) => from + index)
    return { kind: 'value', value: { items, next_cursor: to < all ? String(to) : null, total: all } }
  }
  return { ask, asked }
}

describe('the first of a list', () => {
  it('is one request where one is enough', async () => {
    const { ask, asked } = numbers(30)
    const answer = await firstOf(25, ask)
    expect(answer.kind === 'value' && answer.value.items.length).toBe(25)
    expect(asked).toEqual([{ limit: 25 }])
  })

  it('is read on in pages as large as the API gives, and no further than asked for', async () => {
    const { ask, asked } = numbers(2000)
    const answer = await firstOf(1100, ask)
    expect(answer).toMatchObject({ kind: 'value', value: { next_cursor: '1100', total: 2000 } })
    expect(answer.kind === 'value' && answer.value.items).toEqual(
      Array.from({ length: 1100 }, (_, index) => index)
    )
    expect(asked).toEqual([{ limit: 500 }, { limit: 500, cursor: '500' }, { limit: 100, cursor: '1000' }])
  })

  it('is a failure when any of it could not be had', async () => {
    const { ask } = numbers(2000)
    const answer = await firstOf(1100, page =>
      page.cursor === '500' ? Promise.resolve(UNREADABLE) : ask(page)
    )
    expect(answer).toBe(UNREADABLE)
  })
})
