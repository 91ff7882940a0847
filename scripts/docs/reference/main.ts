/** `npm run reference`: asks a Local Studio of its own for the document, and writes what it says of each address. */
import fs from 'fs'
import path from 'path'
import { makeDataFolder, startLocalStudio } from '../../e2e/local-studio'
import type { OpenApi } from './document'
import { renderReference, withReference } from './render'

/** From the working directory: the command is started in the repository's root. */
const PAGE = path.join('modules', 'outbound-campaigns', 'docs', 'api.md')
const TOKEN = 'reference'

const askFor = async (address: string): Promise<OpenApi> => {
  const response = await fetch(address, { headers: { authorization: `Bearer ${TOKEN}` } })
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`)
  return (await response.json()) as OpenApi
}

const run = async (): Promise<void> => {
  const dataDir = makeDataFolder()
  const studio = await startLocalStudio(dataDir, { settings: { STUDIO_TOKEN: TOKEN } })
  try {
    const document = await askFor(`${studio.url}/api/v1/bots/demo/mod/outbound-campaigns/openapi.json`)
    fs.writeFileSync(PAGE, withReference(fs.readFileSync(PAGE, 'utf8'), renderReference(document)))
    process.stdout.write(`${PAGE}\n`)
  } finally {
    await studio.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}

run().catch((problem: unknown) => {
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`)
  process.exitCode = 1
})
