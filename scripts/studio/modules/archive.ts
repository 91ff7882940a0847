/**
 * A module as a `.tgz`: unpacked once for each content under the data folder's cache, far from any node_modules. It is
 * unpacked beside its place and then moved, so that a start that was cut off leaves nothing that looks whole.
 */
import crypto from 'crypto'
import fs from 'fs'
import path from 'path'
import { promisify } from 'util'
import zlib from 'zlib'
import { removeFolder } from '../files'
import { messageOf, StartProblem } from '../problems'
import { readTar } from './tar-reader'

const gunzip = promisify<Buffer, Buffer>(zlib.gunzip)

export const unpack = async (archive: string, cacheFolder: string): Promise<string> => {
  const name = path.basename(archive, '.tgz')
  const packed = await fs.promises.readFile(archive)
  const hash = crypto.createHash('sha256').update(packed).digest('hex')
  const target = path.join(cacheFolder, hash.slice(0, 32), name)
  if (fs.existsSync(target)) return target

  const beside = path.join(cacheFolder, `.unpacking-${process.pid}-${crypto.randomBytes(4).toString('hex')}`)
  await fs.promises.mkdir(beside, { recursive: true })
  try {
    for (const file of readTar(await gunzip(packed))) {
      const place = path.join(beside, file.path)
      await fs.promises.mkdir(path.dirname(place), { recursive: true })
      await fs.promises.writeFile(place, file.content)
    }
    await fs.promises.mkdir(path.dirname(target), { recursive: true })
    await fs.promises.rename(beside, target)
  } catch (error) {
    await removeFolder(beside)
    if (fs.existsSync(target)) return target
    throw new StartProblem(`${archive} is not a module archive: ${messageOf(error)}`)
  }
  return target
}
