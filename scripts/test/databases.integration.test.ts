import { databases } from './databases'

describe.each(databases)('$name', ({ engine, create }) => {
  it('gives an empty database of its own, with what Botpress adds to knex', async () => {
    const one = await create()
    const two = await create()
    try {
      expect(one.knex.isLite).toBe(engine === 'SQLite')

      expect(await one.knex.createTableIfNotExists('people', table => table.text('name'))).toBe(true)
      expect(await one.knex.createTableIfNotExists('people', table => table.text('name'))).toBe(false)
      await one.knex('people').insert({ name: 'Ana' })

      expect(await one.knex('people').select('name')).toEqual([{ name: 'Ana' }])
      expect(await two.knex.schema.hasTable('people')).toBe(false)
    } finally {
      await one.destroy()
      await two.destroy()
    }
  })
})
