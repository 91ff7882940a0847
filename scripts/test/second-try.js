/**
 * In continuous integration a test that needs real servers, databases or a browser gets a second try, so that one moment
 * of a loaded machine refuses nobody's work. It is not passed over: scripts/test/reporter.mjs names it at the end.
 *
 * With TRY_TWICE=1 each test that has passed is made to fail once: its second try finds what a first one left behind.
 */
const twice = process.env.TRY_TWICE === '1'

if (process.env.CI || twice) {
  jest.retryTimes(1, { logErrorsBeforeRetry: !twice, retryImmediately: true })
}

if (twice) {
  const tried = new Set()
  const failingOnce =
    run =>
    async (...row) => {
      await run(...row)
      const name = expect.getState().currentTestName
      if (tried.has(name)) return
      tried.add(name)
      throw new Error('The first try has passed: now the second one.')
    }
  const { test } = globalThis
  const tests = (name, run, timeout) => test(name, failingOnce(run), timeout)
  const each =
    (...table) =>
    (name, run, timeout) =>
      test.each(...table)(name, failingOnce(run), timeout)
  globalThis.test = globalThis.it = Object.assign(tests, test, { each })
}
