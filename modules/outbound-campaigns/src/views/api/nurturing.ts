/** Nurturing over the API: its runs, what they go by, the leads' new points, and who has qualified. */
import type { NamedRun, Run } from '../../backend/nurturing/runs/schema'
import type { NurturingSettings, Schedule } from '../../backend/nurturing/runs/settings-schema'
import type { rescoringStateSchema } from '../../backend/nurturing/rescoring/schema'
import type { z } from 'zod'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get, getFile, isListed, post, type Listed } from './request'

export type { NamedRun, NurturingSettings, Run, Schedule }
export type RunTask = Run['tasks'][number]
export type RescoringState = z.infer<typeof rescoringStateSchema>
export type Rescoring = NonNullable<RescoringState['last']>

const isRun = (body: unknown): body is Run =>
  isRecord(body) &&
  typeof body.id === 'number' &&
  typeof body.dry_run === 'boolean' &&
  Array.isArray(body.tasks) &&
  isRecord(body.parameters)

const isNamedRun = (body: unknown): body is NamedRun =>
  isRecord(body) && isRun(body) && 'names' in body && isRecord(body.names)

export const getRuns = (http: Http, page: { limit: number; cursor?: string }): Promise<Answer<Listed<Run>>> =>
  get(http, '/nurturing/runs', isListed(isRun), page)

export const getRun = (http: Http, id: number): Promise<Answer<NamedRun>> =>
  get(http, `/nurturing/runs/${id}`, isNamedRun)

/** Answered at once; the run goes on in the background. */
export const startRun = (http: Http, dryRun: boolean): Promise<Answer<Run>> =>
  post(http, '/nurturing/run', { dry_run: dryRun }, isRun)

const isNurturingSettings = (body: unknown): body is NurturingSettings =>
  isRecord(body) &&
  typeof body.nurturing_schedule === 'string' &&
  isRecord(body.state) &&
  Array.isArray(body.state.next_runs_at)

export const getNurturingSettings = (http: Http): Promise<Answer<NurturingSettings>> =>
  get(http, '/nurturing/settings', isNurturingSettings)

const isSchedule = (body: unknown): body is Schedule =>
  isRecord(body) && typeof body.timezone === 'string' && Array.isArray(body.next_runs_at)

/** What a cron expression would mean, whether anybody keeps to it or not. */
export const getSchedule = (http: Http, expression: string): Promise<Answer<Schedule>> =>
  get(http, '/nurturing/schedule', isSchedule, { expression })

const isRescoring = (body: unknown): body is Rescoring =>
  isRecord(body) && typeof body.status === 'string' && typeof body.progress === 'number'

const isRescoringState = (body: unknown): body is RescoringState =>
  isRecord(body) && typeof body.needed === 'boolean' && (body.last === null || isRescoring(body.last))

export const getRescoring = (http: Http): Promise<Answer<RescoringState>> =>
  get(http, '/nurturing/rescore', isRescoringState)

export const startRescoring = (http: Http): Promise<Answer<Rescoring>> =>
  post(http, '/nurturing/rescore', {}, isRescoring)

export const getQualifiedFile = (http: Http): Promise<Answer<Blob>> =>
  getFile(http, '/nurturing/qualified', { format: 'csv' })
