/** The sandboxes' page: there with them and gone without them, and only for a session. */
import { entryOf } from './testing/fixture-module'
import { cleanUp, studioWith, type TestStudio } from './testing/studio'

afterEach(cleanUp)

const fixture = { entry: entryOf({}) }
const PAGE = '/studio/sandbox?lang=en'

const session = async (studio: TestStudio, role: 'admin' | 'read'): Promise<string> => {
  const answer = await studio.call(studio.loginLink(role).slice(studio.url.length), { token: null })
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

const ask = (studio: TestStudio, cookie = '') =>
  studio.call(PAGE, { token: null, headers: cookie === '' ? {} : { cookie } })

test('with the sandboxes it opens for a session, and says whose it is', async () => {
  const studio = await studioWith(fixture, { sandbox: { kind: 'in-process' } })
  expect((await ask(studio)).status).toBe(401)
  for (const role of ['admin', 'read'] as const) {
    const answer = await ask(studio, await session(studio, role))
    expect(answer.status).toBe(200)
    const page = await answer.text()
    expect(page).toContain('"place":"sandbox"')
    expect(page).toContain(`"role":"${role}"`)
    expect(page).toContain('lang="en"')
  }
})

test('without them there is no such page', async () => {
  const studio = await studioWith(fixture)
  const answer = await ask(studio, await session(studio, 'admin'))
  // What stands there is the way to a bot of this name, and there is none.
  expect(answer.status).toBe(302)
  const beyond = await studio.call(answer.headers.get('location') ?? '', {
    token: null,
    headers: { cookie: await session(studio, 'admin') }
  })
  expect(beyond.status).toBe(404)
})
