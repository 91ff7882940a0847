/** Calls at once, and then at most once in a while: the last call of a burst is never lost, only later. */
export const sparing = (run: () => void, everyMs: number) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let wanted = false

  const call = (): void => {
    if (timer !== undefined) {
      wanted = true
      return
    }
    timer = setTimeout(() => {
      timer = undefined
      if (!wanted) return
      wanted = false
      call()
    }, everyMs)
    run()
  }

  return { call, close: (): void => clearTimeout(timer) }
}
