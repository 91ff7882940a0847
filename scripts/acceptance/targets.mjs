/**
 * What the acceptance suite runs against: the same black-box tests on each place where the module lives, or on one server
 * that is already up (ACCEPTANCE_URL). jest gets a project for each, so that its report says which one failed.
 */
import { whyNoNode12 } from '../test/node12.mjs'

const ownTargets = () => [
  { kind: 'own', name: 'Node 20, knex 3, SQLite', slug: 'node20-sqlite', node: '20', database: 'SQLite' },
  {
    kind: 'own',
    name: 'Node 20, knex 3, PostgreSQL',
    slug: 'node20-postgres',
    node: '20',
    database: 'PostgreSQL'
  },
  {
    kind: 'own',
    name: 'Node 12.18, knex 0.20.1, Bluebird, SQLite',
    slug: 'node12-sqlite',
    node: '12.18',
    database: 'SQLite',
    whyNot: whyNoNode12()
  }
]

const withoutSlash = url => url.replace(/\/+$/, '')

/** A stand-alone sandbox has a control token of its own; the Local Studio's takes the Studio's. */
const givenSandbox = ({ ACCEPTANCE_SANDBOX_URL: url, ACCEPTANCE_SANDBOX_TOKEN, ACCEPTANCE_TOKEN }) =>
  url ? { url: withoutSlash(url), token: ACCEPTANCE_SANDBOX_TOKEN ?? ACCEPTANCE_TOKEN } : undefined

const givenTarget = environment => ({
  kind: 'given',
  name: environment.ACCEPTANCE_URL,
  slug: 'given',
  url: withoutSlash(environment.ACCEPTANCE_URL),
  token: environment.ACCEPTANCE_TOKEN,
  bot: environment.ACCEPTANCE_BOT ?? 'demo',
  sandbox: givenSandbox(environment)
})

export const acceptanceTargets = (environment = process.env) => {
  if (!environment.ACCEPTANCE_URL) return ownTargets()
  if (!environment.ACCEPTANCE_TOKEN) {
    throw new Error('ACCEPTANCE_URL needs ACCEPTANCE_TOKEN: a bearer token of an administrator there.')
  }
  return [givenTarget(environment)]
}

export const projectName = target => `acceptance: ${target.name}`
