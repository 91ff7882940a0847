import type { Logger } from 'botpress/sdk'
import { Scheduler, type Job } from './scheduler'

const lines: string[] = []
const keep = (line: string): void => void lines.push(line)
const kept: Logger = {
  forBot: () => kept,
  attachError: () => kept,
  debug: keep,
  info: keep,
  warn: keep,
  error: keep,
  critical: keep
}

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise(resolve => setImmediate(resolve))
}

const counting = (run: () => Promise<number | null>): Job & { runs: number } => {
  const job = {
    name: 'counting',
    runs: 0,
    run() {
      job.runs += 1
      return run()
    }
  }
  return job
}

describe('A scheduler', () => {
  it('has no pulse before it starts', () => {
    expect(new Scheduler([], kept).pulse).toEqual({ running: false, last_tick_at: null, lag_ms: 0 })
  })

  it('ticks from its start on, and says when it did', async () => {
    const scheduler = new Scheduler([], kept)
    const before = Date.now()
    scheduler.start()
    await until(() => scheduler.pulse.last_tick_at !== null)
    expect(scheduler.pulse.running).toBe(true)
    expect(scheduler.pulse.last_tick_at).toBeGreaterThanOrEqual(before)
    await scheduler.stop()
    expect(scheduler.pulse.running).toBe(false)
  })

  it('calls a job again when the job wants it', async () => {
    const job = counting(async () => 0)
    const scheduler = new Scheduler([job], kept)
    scheduler.start()
    await until(() => job.runs >= 5)
    await scheduler.stop()
  })

  it('goes on with the other jobs when one fails', async () => {
    const failing = counting(() => Promise.reject(new Error('on purpose')))
    const sound = counting(async () => 0)
    const scheduler = new Scheduler([failing, sound], kept)
    scheduler.start()
    await until(() => sound.runs >= 2 && failing.runs >= 2)
    await scheduler.stop()
    expect(lines).toContainEqual(expect.stringContaining('event=job.failed job=counting'))
  })

  it('waits for the tick under way when it is stopped, and begins nothing after that', async () => {
    let finish = () => undefined as void
    const slow = counting(() => new Promise(resolve => (finish = () => resolve(0))))
    const after = counting(async () => 0)
    const scheduler = new Scheduler([slow, after], kept)
    scheduler.start()
    await until(() => slow.runs === 1)
    let stopped = false
    const stopping = scheduler.stop().then(() => (stopped = true))
    await new Promise(resolve => setImmediate(resolve))
    expect(stopped).toBe(false)
    finish()
    await stopping
    expect([slow.runs, after.runs]).toEqual([1, 0])
  })

  it('cannot be started again once it was stopped', async () => {
    const job = counting(async () => 0)
    const scheduler = new Scheduler([job], kept)
    await scheduler.stop()
    scheduler.start()
    expect(scheduler.pulse.running).toBe(false)
  })
})
