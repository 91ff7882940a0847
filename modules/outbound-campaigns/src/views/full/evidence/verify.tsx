/** Whether the log is as it was written: asked of the server, which works it through from its beginning. */
import { Button, Callout, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { verifyEvidence, type Verification } from '../../api/evidence'
import { number } from '../../format'
import { counted, t } from '../../text'
import { FailedOrderNotice } from '../platform/failed-order'
import type { Order } from '../platform/use-order'

type Finding = NonNullable<Verification['finding']>

const findingText = ({ kind, seq, seal }: Finding): string =>
  t(`evidence.finding.${kind}` as const, { entry: seq === null ? '–' : number(seq), seal: number(seal) })

const Facts: FC<{ verified: Verification }> = ({ verified }) => (
  <>
    <p>
      {t('evidence.verified.checked', counted(verified.checked, number))}
      {verified.forgotten > 0 && ` ${t('evidence.verified.forgotten', counted(verified.forgotten, number))}`}
      {verified.removed > 0 && ` ${t('evidence.verified.removed', counted(verified.removed, number))}`}
      {verified.unsealed > 0 && ` ${t('evidence.verified.unsealed', counted(verified.unsealed, number))}`}
    </p>
    {verified.head.hash !== '' && (
      <div className="oc-small">
        {t('evidence.verified.head', { entry: number(verified.head.seq) })}{' '}
        <code className="oc-break">{verified.head.hash}</code>
      </div>
    )}
  </>
)

export const useVerification = (order: Order) => {
  const [verified, setVerified] = useState<Verification | null>(null)
  const verify = (): Promise<boolean> =>
    order.give({
      ask: async http => {
        const answer = await verifyEvidence(http)
        setVerified(answer.kind === 'value' ? answer.value : null)
        return answer
      },
      failed: t('evidence.notVerified')
    })
  return { verified, verify }
}

export const VerifyButton: FC<{ order: Order; onVerify: () => void }> = ({ order, onVerify }) => (
  <Button
    intent={Intent.PRIMARY}
    icon="endorsed"
    text={t('evidence.verify')}
    loading={order.busy}
    onClick={onVerify}
  />
)

export const VerificationNotice: FC<{ order: Order; verified: Verification | null }> = ({
  order,
  verified
}) => (
  <>
    <FailedOrderNotice order={order} />
    {verified && (
      <Callout
        className="oc-notice"
        role={verified.ok ? 'status' : 'alert'}
        intent={verified.ok ? Intent.SUCCESS : Intent.DANGER}
        icon={verified.ok ? 'tick-circle' : 'error'}
        data-verified={verified.ok}
      >
        <strong>{t(verified.ok ? 'evidence.verified.ok' : 'evidence.verified.wrong')}</strong>
        {verified.finding && (
          <p>
            {findingText(verified.finding)}
            <span className="oc-detail"> {verified.finding.detail}</span>
          </p>
        )}
        <Facts verified={verified} />
      </Callout>
    )}
  </>
)
