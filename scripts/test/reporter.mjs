/**
 * Beside jest's own report: what a test's server said, where its test failed, which tests passed at the second try only,
 * and for scripts/test/run.mjs the counts and the time that each layer took.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const SHOWN_LINES = 200

const nameOf = test => test.context.config.displayName?.name ?? 'tests'

export default class Reporter {
  times = new Map()
  secondTries = []

  onTestStart(test) {
    const log = logOf(test)
    if (log) rmSync(log, { force: true })
  }

  onTestResult(test, result) {
    const layer = nameOf(test)
    this.times.set(layer, (this.times.get(layer) ?? 0) + (result.perfStats.runtime || 0))
    for (const { status, invocations, fullName } of result.testResults) {
      if (status === 'passed' && invocations > 1)
        this.secondTries.push(`${fullName} (${layer}, ${test.path})`)
    }
    if (result.numFailingTests === 0 && !result.testExecError) return
    const log = readLog(logOf(test))
    if (log) console.error(`The server of ${test.path} (${layer}) said:\n${log}\n`)
  }

  onRunComplete(_contexts, results) {
    if (this.secondTries.length > 0) {
      console.error(`\nPassed, but at the second try only:\n  ${this.secondTries.join('\n  ')}`)
    }
    const file = process.env.TEST_SUMMARY
    if (!file) return
    const summary = {
      passed: results.numPassedTests,
      // A file that couldn't be run at all has no failed test to count: it counts as one.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
      milliseconds: Object.fromEntries(this.times)
    }
    writeFileSync(file, JSON.stringify(summary))
  }
}

/** The folder is told to the tests of a layer by jest.config.mjs; they call the file after themselves. */
const logOf = test => {
  const folder = test.context.config.globals.SERVER_LOGS
  return folder && path.join(folder, `${path.basename(test.path)}.log`)
}

const readLog = file => {
  if (!file) return ''
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-SHOWN_LINES).join('\n')
  } catch (error) {
    if (error.code === 'ENOENT') return ''
    throw error
  }
}
