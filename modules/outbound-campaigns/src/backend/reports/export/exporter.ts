import type { LookupFunction } from 'net'
import type { ModuleConfig } from '../../platform/config'
import type { SettingsService } from '../../platform/settings/settings'
import { s3Account, type S3Account, type S3AccountResult, type S3Problem } from './account'
import { exportDocument, exportKey, type Exported } from './document'
import type { PutOutcome } from './outcome'
import { putObject } from './put-object'

export interface ExporterSources {
  settings: Pick<SettingsService, 'of'>
  configOf(botId: string): Promise<ModuleConfig>
  environment?: NodeJS.ProcessEnv
  lookup?: LookupFunction
}

export interface Written {
  bucket: string
  key: string
}

export type WriteResult =
  ({ kind: 'done' } & Written) | { kind: 'again' | 'never'; problem: S3Problem } | { kind: 'off' }

/** While somebody waits for the answer. What goes on by itself is tried again for a day: see errand.ts. */
const PAUSES_MS = [300, 1_000]

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Writes a bot's figures to its bucket, by what is set at this moment. */
export class S3Exporter {
  constructor(private readonly sources: ExporterSources) {}

  async account(botId: string): Promise<S3AccountResult> {
    const { settings, configOf, environment } = this.sources
    return s3Account(await configOf(botId), await settings.of(botId), environment)
  }

  keyOf(account: S3Account, botId: string, runId: string): string {
    return exportKey(account, botId, runId)
  }

  /** One try. */
  async write(botId: string, exported: Exported): Promise<WriteResult> {
    const found = await this.account(botId)
    switch (found.kind) {
      case 'off':
        return found
      case 'problem':
        return { kind: 'never', problem: found.problem }
      case 'account': {
        const key = this.keyOf(found.account, botId, exported.runId)
        const outcome = await this.put(botId, found.account, key, exportDocument(exported))
        return outcome.kind === 'done' ? { kind: 'done', bucket: found.account.bucket, key } : outcome
      }
    }
  }

  /** Some tries, for somebody who waits. */
  async writeNow(botId: string, exported: Exported): Promise<WriteResult> {
    for (const pause of PAUSES_MS) {
      const result = await this.write(botId, exported)
      if (result.kind !== 'again') return result
      await wait(pause)
    }
    return this.write(botId, exported)
  }

  private async put(botId: string, account: S3Account, key: string, body: string): Promise<PutOutcome> {
    const { request_timeout } = await this.sources.settings.of(botId)
    return putObject(account, key, body, {
      timeoutMs: request_timeout * 1000,
      lookup: this.sources.lookup
    })
  }
}
