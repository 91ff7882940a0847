/**
 * Four layers, told apart by the file's name: `*.test.ts` (unit: pure rules), `*.integration.test.ts` (real databases,
 * servers and mail), `*.acceptance.test.ts` (black box over HTTP) and `*.e2e.test.ts` (a real browser).
 */
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

const OTHER_LAYERS = ['\\.integration\\.test\\.ts$', '\\.acceptance\\.test\\.ts$', '\\.e2e\\.test\\.ts$']

export default {
  projects: [
    layer('unit', ['<rootDir>/{modules,scripts}/**/*.test.ts'], {
      testPathIgnorePatterns: ['/node_modules/', ...OTHER_LAYERS]
    }),
    layer('integration', ['<rootDir>/{modules,scripts}/**/*.integration.test.ts'], {
      globalSetup: '<rootDir>/scripts/test/postgres-setup.ts',
      globalTeardown: '<rootDir>/scripts/test/postgres-teardown.ts'
    }),
    layer('acceptance', ['<rootDir>/scripts/acceptance/**/*.acceptance.test.ts']),
    layer('e2e', ['<rootDir>/scripts/e2e/**/*.e2e.test.ts'])
  ]
}
