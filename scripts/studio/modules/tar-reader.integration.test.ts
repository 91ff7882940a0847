/** Archives made by the tools that people use: tar's own command, and npm's library. */
import { execFileSync } from 'child_process'
import fs from 'fs'
import path from 'path'
import * as tar from 'tar'
import { cleanUp, folderForTest } from '../testing/studio'
import { readTar } from './tar-reader'

afterEach(cleanUp)

const LONG = `${'a-long-folder-name/'.repeat(9)}and a long file name with ñ, ${'x'.repeat(60)}.js`
const FILES: Record<string, string> = {
  'package.json': '{}',
  'dist/empty.js': '',
  'dist/big.js': 'x'.repeat(70_001),
  [LONG]: 'ñ'
}

const folderWithFiles = () => {
  const folder = path.join(folderForTest(), 'module')
  for (const [file, text] of Object.entries(FILES)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    fs.writeFileSync(path.join(folder, file), text)
  }
  return folder
}

const contentsOf = (archive: Buffer) =>
  Object.fromEntries(readTar(archive).map(({ path: file, content }) => [file, content.toString()]))

const byCommand = (folder: string, ...options: string[]) =>
  execFileSync('tar', ['-C', folder, ...options, '-cf', '-', '.'], { maxBuffer: 1e8 })

it.each(['gnu', 'pax'])('reads what tar --format=%s writes', format => {
  expect(contentsOf(byCommand(folderWithFiles(), `--format=${format}`))).toEqual(FILES)
})

it("reads what npm's library writes", async () => {
  const folder = folderWithFiles()
  const file = path.join(folder, '..', 'x.tar')
  await tar.create({ file, cwd: folder }, fs.readdirSync(folder))
  expect(contentsOf(fs.readFileSync(file))).toEqual(FILES)
})

it('refuses links, paths that lead out, what is cut off and what is not a tar', () => {
  const folder = folderWithFiles()
  const whole = byCommand(folder)
  expect(() => readTar(whole.slice(0, 40_000))).toThrow(/cut off/)
  expect(() => readTar(Buffer.alloc(0))).toThrow(/cut off/)
  expect(() => readTar(Buffer.from('x'.repeat(2_000)))).toThrow(/broken/)

  const out = execFileSync('tar', [
    '-C',
    folder,
    '-cf',
    '-',
    '--transform=s,package,../package,',
    '-P',
    'package.json'
  ])
  expect(() => readTar(out)).toThrow(/leads out: \.\.\/package\.json/)
  const absolute = execFileSync('tar', [
    '-C',
    folder,
    '-cf',
    '-',
    '--transform=s,package,/package,',
    '-P',
    'package.json'
  ])
  expect(() => readTar(absolute)).toThrow(/leads out/)

  fs.symlinkSync('/etc/passwd', path.join(folder, 'link'))
  expect(() => readTar(byCommand(folder))).toThrow(/neither a file nor a folder: .*link/)
})
