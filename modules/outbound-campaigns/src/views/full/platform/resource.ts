/**
 * Something on the server, kept up to date while it is looked at.
 *
 *   loading                       nothing known yet
 *   ready, fresh                  the last load brought this value
 *   ready, with a failure         an older value, because the last load failed: shown, and said
 *   failed                        nothing known, because the first load failed
 *
 * One load at a time. A `refresh` during a load is remembered and done after it, so that the value is never older than
 * the refresh. The next load is planned when the last one is done, so a slow server is not asked faster than it answers;
 * while nobody looks nothing is asked. A session that has ended stays ended: only a person's `refresh` asks again.
 */
import type { Answer, Failure } from '../../api/answer'

export type Resource<T> =
  | { kind: 'loading' }
  | { kind: 'ready'; value: T; failure: Failure | null }
  | { kind: 'failed'; failure: Failure }

/** Somebody waits for it to heal, however seldom it changes. */
const AFTER_FAILURE_MS = 5000

export interface ResourceSource<T> {
  load(): Promise<Answer<T>>
  everyMs: number
  isLookedAt(): boolean
  onChange(resource: Resource<T>): void
}

const next = <T>(before: Resource<T>, answer: Answer<T>): Resource<T> => {
  if (answer.kind === 'value') return { kind: 'ready', value: answer.value, failure: null }
  if (before.kind === 'ready') return { ...before, failure: answer.failure }
  return { kind: 'failed', failure: answer.failure }
}

export const keepUpToDate = <T>(source: ResourceSource<T>) => {
  let resource: Resource<T> = { kind: 'loading' }
  let progress: 'idle' | 'loading' | 'loading_and_wanted_again' | 'closed' = 'idle'
  let timer: ReturnType<typeof setTimeout> | undefined

  const isClosed = (): boolean => progress === 'closed'
  const hasEnded = (): boolean => 'failure' in resource && resource.failure?.kind === 'signed_out'

  const plan = (): void => {
    if (hasEnded()) return
    const failed = 'failure' in resource && resource.failure !== null
    const pause = failed ? Math.min(source.everyMs, AFTER_FAILURE_MS) : source.everyMs
    timer = setTimeout(() => (source.isLookedAt() ? refresh() : plan()), pause)
  }

  const load = async (): Promise<void> => {
    const answer = await source.load()
    if (isClosed()) return
    const wantedAgain = progress === 'loading_and_wanted_again'
    progress = 'idle'
    resource = next(resource, answer)
    source.onChange(resource)
    if (wantedAgain) refresh()
    else plan()
  }

  const refresh = (): void => {
    if (progress === 'closed') return
    if (progress !== 'idle') {
      progress = 'loading_and_wanted_again'
      return
    }
    clearTimeout(timer)
    progress = 'loading'
    void load()
  }

  refresh()
  return {
    refresh,
    /** What the server or the browser announces; unlike a person's refresh, no use once the session has ended. */
    hint: (): void => {
      if (!hasEnded() && source.isLookedAt()) refresh()
    },
    close: (): void => {
      progress = 'closed'
      clearTimeout(timer)
    }
  }
}
