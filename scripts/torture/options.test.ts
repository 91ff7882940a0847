import { readOptions } from './options'
import { seeded, wholeBetween } from './random'

const read = (...words: string[]) => readOptions(words, () => 7)

describe('the command line', () => {
  it('takes what is said and decides the rest', () => {
    expect(read('--runs', '3', '--db=postgres', '--nodes', '2')).toEqual({
      kind: 'run',
      options: {
        runs: 3,
        db: 'postgres',
        nodes: 2,
        rows: 600,
        kills: 5,
        seed: 7,
        webhooks: true,
        sequences: false
      }
    })
    expect(read('--seed', '12', '--no-webhooks')).toMatchObject({ options: { seed: 12, webhooks: false } })
    expect(read('--sequences')).toMatchObject({ options: { sequences: true, rows: 600 } })
    expect(read('--help')).toEqual({ kind: 'help' })
  })

  it.each([
    [['--run', '3'], 'There is no option --run.'],
    [['--runs'], '--runs needs a value.'],
    [['--runs', 'many'], '--runs is a whole number from 1 to 10000, not many.'],
    [['--db', 'mysql'], '--db is sqlite or postgres, not mysql.'],
    [['--sequences', '--rows', '601'], 'A sequence takes at most --rows 600.'],
    [['--nodes', '2'], 'Several nodes need --db postgres: an SQLite file belongs to one process.']
  ])('refuses %p', (words, why) => {
    expect(read(...words)).toEqual({ kind: 'wrong', why })
  })
})

it('repeats chance by its seed', () => {
  const draw = (seed: number) => {
    const random = seeded(seed)
    return Array.from({ length: 1000 }, () => wholeBetween(random, 1, 6))
  }
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
  expect([...new Set(draw(1))].sort()).toEqual([1, 2, 3, 4, 5, 6])
})
