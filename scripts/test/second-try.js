/**
 * In continuous integration a test that needs real servers, databases or a browser gets a second try, so that one moment
 * of a loaded machine refuses nobody's work. It is not passed over: scripts/test/reporter.mjs names it at the end.
 */
if (process.env.CI) {
  jest.retryTimes(1, { logErrorsBeforeRetry: true, retryImmediately: true })
}
