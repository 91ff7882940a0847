/**
 * A lock between processes, for set-up work that two test runs must not do at the same time. It is a directory, because
 * making one either succeeds or fails as a whole. Its holder writes its process id into it: where that process is gone
 * (a killed run), the next one takes the lock over instead of waiting for ever.
 */
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const isAlive = pid => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Between making the directory and writing the owner a moment passes; only after it is a missing owner a dead one. */
const OWNER_GRACE_MS = 5_000

const isAbandoned = async directory => {
  const owner = Number(await readFile(path.join(directory, 'owner'), 'utf8').catch(() => ''))
  if (owner) return !isAlive(owner)
  const made = await stat(directory).catch(() => undefined)
  return made !== undefined && Date.now() - made.mtimeMs > OWNER_GRACE_MS
}

const tryTake = async directory => {
  try {
    await mkdir(directory)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
  await writeFile(path.join(directory, 'owner'), String(process.pid))
  return true
}

/** Runs `work` while holding the lock. */
export const withLock = async (directory, work) => {
  await mkdir(path.dirname(directory), { recursive: true })
  while (!(await tryTake(directory))) {
    if (await isAbandoned(directory)) {
      // Renamed first: of two that find it abandoned, one wins and the other goes on waiting.
      const grave = `${directory}.${process.pid}.abandoned`
      await rename(directory, grave).then(
        () => rm(grave, { recursive: true, force: true }),
        () => undefined
      )
    } else await sleep(250)
  }
  try {
    return await work()
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
