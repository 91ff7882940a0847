/** A test that fails at first: jest itself, on a small test of our own, with what our layers are set up with. */
import { spawnSync } from 'child_process'
import fs from 'fs'
import os from 'os'
import path from 'path'

const root = path.resolve(__dirname, '../..')

const FAILS_AT_FIRST = `
  const fs = require('fs')
  const mark = __dirname + '/tried'
  test('is reached', () => {
    const tried = fs.existsSync(mark)
    fs.writeFileSync(mark, '')
    if (!tried) throw new Error('too early')
  })
  test('is calm', () => undefined)`

const LEAVES_SOMETHING = `
  const fs = require('fs')
  test('leaves nothing', () => undefined)
  test.each(['one', 'two'])('leaves nothing in %s', name => expect(name).toMatch(/one|two/))
  test('leaves a folder where it wants to make one', () => fs.mkdirSync(__dirname + '/made'))`

const runWith = (environment: Record<string, string>, tests = FAILS_AT_FIRST) => {
  // The path by which jest itself knows it: macOS's own is behind a link.
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-second-try-')))
  try {
    fs.writeFileSync(path.join(folder, 'one.test.js'), tests)
    const config = {
      rootDir: folder,
      transform: {},
      setupFilesAfterEnv: [path.join(__dirname, 'second-try.js')],
      reporters: ['default', path.join(__dirname, 'reporter.mjs')]
    }
    const { CI: _ci, TRY_TWICE: _twice, TEST_SUMMARY: _summary, ...own } = process.env
    const jest = path.join(root, 'node_modules/jest/bin/jest.js')
    const ended = spawnSync(process.execPath, [jest, '--config', JSON.stringify(config), '--no-watchman'], {
      cwd: folder,
      env: { ...own, ...environment },
      encoding: 'utf8'
    })
    return { status: ended.status, said: ended.stderr }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

it('in continuous integration it passes at its second try, and is named', () => {
  const { status, said } = runWith({ CI: 'true' })
  expect({ status, said: status === 0 ? '' : said }).toEqual({ status: 0, said: '' })
  expect(said).toMatch(/Passed, but at the second try only:\n {2}is reached \(tests, .*one\.test\.js\)/)
  expect(said).toContain('too early')
  expect(said).not.toContain('is calm (tests')
})

it('anywhere else it has failed', () => {
  const { status, said } = runWith({})
  expect(status).toBe(1)
  expect(said).toContain('too early')
  expect(said).not.toContain('second try')
})

it('on demand each test that has passed is tried again, and what can be done only once fails', () => {
  expect(runWith({}, LEAVES_SOMETHING).status).toBe(0)
  const { status, said } = runWith({ TRY_TWICE: '1' }, LEAVES_SOMETHING)
  expect(status).toBe(1)
  expect(said).toContain('EEXIST')
  const [, again = ''] = said.split('at the second try only:')
  for (const name of ['leaves nothing', 'leaves nothing in one', 'leaves nothing in two'])
    expect(again).toContain(`${name} (tests`)
  expect(again).not.toContain('leaves a folder')
})
