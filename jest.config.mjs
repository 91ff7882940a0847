/**
 * Four layers, told apart by the file's name: `*.test.ts` (unit: pure rules), `*.integration.test.ts` (real databases,
 * servers and mail), `*.acceptance.test.ts` (black box over HTTP, once for each target) and `*.e2e.test.ts` (a real
 * browser). scripts/test/run.mjs prepares what they need and runs them.
 */
import path from 'node:path'
import { acceptanceTargets, projectName } from './scripts/acceptance/targets.mjs'

const layer = (displayName, testMatch, options = {}) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022' } }]
  },
  modulePathIgnorePatterns: [
    '<rootDir>/.build',
    '<rootDir>/modules/.*/dist',
    '<rootDir>/scripts/node12/node_modules'
  ],
  ...options
})

/**
 * A time-out is there to end what hangs, not to measure: a loaded machine is slow. It holds for all layers, because jest
 * reads it from the whole configuration only: a project's own is accepted and then ignored.
 */
const PATIENT_MS = 60_000

const withSecondTry = { setupFilesAfterEnv: ['<rootDir>/scripts/test/second-try.js'] }

const withPostgres = {
  globalSetup: '<rootDir>/scripts/test/postgres-setup.ts',
  globalTeardown: '<rootDir>/scripts/test/postgres-teardown.ts'
}

/** Where a test file's server writes what it says; the reporter shows it when a test of that file fails. */
const serverLogs = layerName => ({
  SERVER_LOGS: path.join(import.meta.dirname, '.build/tests/logs', layerName)
})

const OTHER_LAYERS = ['\\.integration\\.test\\.ts$', '\\.acceptance\\.test\\.ts$', '\\.e2e\\.test\\.ts$']

/** What only speaks HTTP to the module is the same on every target: `*.once.acceptance.test.ts` runs on the first. */
const onlyOnce = (_target, index) =>
  index === 0 ? {} : { testPathIgnorePatterns: ['/node_modules/', '\\.once\\.acceptance\\.test\\.ts$'] }

export default {
  // The heavy layers start servers, databases and browsers, and wait for them half of the time: three keep two cores busy.
  maxWorkers: 3,
  testTimeout: PATIENT_MS,
  reporters: ['default', '<rootDir>/scripts/test/reporter.mjs'],
  projects: [
    layer('unit', ['<rootDir>/{modules,scripts}/**/*.test.{ts,tsx}'], {
      testPathIgnorePatterns: ['/node_modules/', ...OTHER_LAYERS]
    }),
    layer('integration', ['<rootDir>/{modules,scripts}/**/*.integration.test.ts'], {
      ...withPostgres,
      ...withSecondTry
    }),
    ...acceptanceTargets().map((target, index) =>
      layer(projectName(target), ['<rootDir>/scripts/acceptance/**/*.acceptance.test.ts'], {
        ...withSecondTry,
        ...onlyOnce(target, index),
        ...(target.kind === 'own' && target.database === 'PostgreSQL' ? withPostgres : {}),
        globals: { ...serverLogs(`acceptance-${target.slug}`), ACCEPTANCE_TARGET: target }
      })
    ),
    layer('e2e', ['<rootDir>/scripts/e2e/**/*.e2e.test.ts'], {
      ...withSecondTry,
      globals: serverLogs('e2e')
    })
  ]
}
