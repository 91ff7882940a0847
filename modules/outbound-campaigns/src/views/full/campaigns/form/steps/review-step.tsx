/** The last look: what will be sent, everything that is still wrong, a test, and the start. */
import { Button, Intent, Spinner } from '@blueprintjs/core'
import React, { useRef, useState, type FC } from 'react'
import type { Failure } from '../../../../api/answer'
import { startCampaign } from '../../../../api/campaigns'
import { getCheck } from '../../../../api/check'
import { momentIn, number } from '../../../../format'
import { counted, t } from '../../../../text'
import { campaignPage } from '../../../navigation/routes'
import { go } from '../../../navigation/use-route'
import { useAnnounce } from '../../../platform/announce'
import { FailureNotice } from '../../../platform/failure'
import { useBridge } from '../../../platform/panel-context'
import { useResource } from '../../../platform/use-resource'
import { startAt } from '../fields'
import { RowPreview } from '../preview/row-preview'
import type { FormProblem } from '../problems'
import type { SavedStepProps } from '../step-props'
import { gather, type Obstacle } from './obstacle'
import { Obstacles } from './obstacles'
import { Summary } from './summary'
import { TestSend } from './test-send'

const EVERY_MS = 30_000

const ofForm = ({ field, text }: FormProblem): Obstacle => ({ path: field, code: null, message: t(text) })

const objectionsOf = (failure: Failure | null): Obstacle[] =>
  failure !== null && failure.kind === 'refused' ? failure.objections : []

export const ReviewStep: FC<SavedStepProps & { onSendOff: () => void }> = ({
  draft,
  campaign,
  problems,
  template,
  settings,
  onSendOff
}) => {
  const { input, save } = draft
  const bridge = useBridge()
  const announce = useAnnounce()
  const [check, refresh] = useResource(
    async http => {
      await save()
      return getCheck(http, campaign.id)
    },
    { key: String(campaign.counts.total), everyMs: EVERY_MS }
  )
  const [refused, setRefused] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const starting = useRef(false)
  const at = input.start === 'at' ? startAt(input) : null

  const start = async (): Promise<void> => {
    if (starting.current) return
    starting.current = true
    setBusy(true)
    setRefused(null)
    const saved = await save()
    const answer = saved ? await startCampaign(bridge.http(), campaign.id, at) : null
    starting.current = false
    setBusy(false)
    if (answer === null) return
    if (answer.kind === 'failure') {
      setRefused(answer.failure)
      return refresh()
    }
    onSendOff()
    announce(t(at === null ? 'form.review.started' : 'form.review.scheduled', { name: campaign.name }))
    go(campaignPage(campaign.id))
  }

  const told = check.kind === 'ready' ? check.value : null
  const serverSays = told ? told.problems : []
  // A refused start tells more exactly what the check has told by now.
  const obstacles = gather(problems.map(ofForm), serverSays, told ? [] : objectionsOf(refused))
  const people = campaign.counts.pending
  return (
    <>
      <div className="oc-with-beside">
        <div>
          {refused !== null && objectionsOf(refused).length === 0 && (
            <FailureNotice failure={refused} title={t('form.review.notStarted')} />
          )}
          {check.kind === 'failed' && <FailureNotice failure={check.failure} onRetry={refresh} />}
          {check.kind === 'loading' && (
            <p className="oc-checking" role="status">
              <Spinner size={16} /> {t('form.review.checking')}
            </p>
          )}
          <Obstacles obstacles={obstacles} campaignId={campaign.id} kind="problems" />
          <Obstacles obstacles={told ? told.warnings : []} campaignId={campaign.id} kind="warnings" />
          <Summary draft={draft} campaign={campaign} settings={settings} />
          <TestSend campaignId={campaign.id} disabled={people === 0} save={save} />
        </div>
        <RowPreview campaign={campaign} input={input} template={template} settings={settings} />
      </div>
      <div className="oc-form-foot oc-form-foot-inside">
        <Button
          text={t('form.back')}
          onClick={() => go({ screen: 'edit_campaign', id: campaign.id, step: 'schedule' })}
        />
        <Button
          intent={Intent.PRIMARY}
          icon={at === null ? 'send-message' : 'time'}
          loading={busy}
          disabled={obstacles.length > 0 || told === null}
          data-start
          text={
            at === null
              ? t('form.review.start', counted(people, number))
              : t('form.review.schedule', { ...counted(people, number), at: momentIn(at, input.timezone) })
          }
          onClick={() => void start()}
        />
      </div>
    </>
  )
}
