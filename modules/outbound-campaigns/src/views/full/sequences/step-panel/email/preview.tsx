/** A mail as it would be for somebody: on a phone, on a desktop, and as plain text; and sent to oneself to be sure. */
import { Button, ButtonGroup, Callout, type IconName } from '@blueprintjs/core'
import React, { useRef, useState, type FC } from 'react'
import { isMail, previewStep, type MailContent } from '../../../../api/simulate'
import { t } from '../../../../text'
import { calledBy } from '../../../leads/words'
import { FailureNotice } from '../../../platform/failure'
import { useCanWrite } from '../../../platform/panel-context'
import { useResource } from '../../../platform/use-resource'
import type { BodyOf } from '../../model/step'
import { Troubles } from '../../simulate/said'
import { useScope } from '../../simulate/scope'
import { useSettled } from '../../../platform/use-settled'
import { WhomFields } from '../../simulate/whom'
import { problemText } from '../../words'
import { MailFrame, type MailWidth } from './mail-frame'
import { meantBy } from './meant'
import { TestSend } from './test-send'

type Shown = MailWidth | 'text'

const ICONS: Record<Shown, IconName> = { phone: 'mobile-phone', desktop: 'desktop', text: 'align-left' }

const SELDOM_MS = 60_000

const Kinds: FC<{ shown: Shown; onChoose: (shown: Shown) => void }> = ({ shown, onChoose }) => (
  <ButtonGroup role="group" aria-label={t('mailPreview.shownAs')}>
    {(['phone', 'desktop', 'text'] as const).map(name => (
      <Button
        key={name}
        small
        icon={ICONS[name]}
        text={t(`mailPreview.${name}` as const)}
        active={name === shown}
        aria-pressed={name === shown}
        data-shown-as={name}
        onClick={() => onChoose(name)}
      />
    ))}
  </ButtonGroup>
)

const Mail: FC<{ mail: MailContent; shown: Shown }> = ({ mail, shown }) => (
  <div data-mail={shown}>
    <dl className="oc-mail-head">
      <dt>{t('mailPreview.to')}</dt>
      <dd>{mail.to ?? '–'}</dd>
      <dt>{t('sequences.email.subject')}</dt>
      <dd data-mail-subject>{mail.subject}</dd>
    </dl>
    {shown === 'text' || mail.html === null ? (
      <pre className="oc-mail-text" tabIndex={0}>
        {mail.text}
      </pre>
    ) : (
      <div className="oc-mail-stage">
        <MailFrame html={mail.html} title={t('mailPreview.frame', { subject: mail.subject })} width={shown} />
      </div>
    )}
  </div>
)

const useName = (): string => {
  const { looked } = useScope()
  const { lead, invented } = looked
  if (lead) return calledBy(lead)
  const name = [invented.first_name, invented.last_name].filter(Boolean).join(' ')
  return t('mailPreview.example', { name: name || invented.email || '–' })
}

const Rendered: FC<{ step: BodyOf<'email'>; shown: Shown }> = ({ step, shown }) => {
  const { sequenceId, looked } = useScope()
  const meant = meantBy(sequenceId, step, looked)
  const settled = useSettled(meant, JSON.stringify(meant))
  const [preview, refresh] = useResource(http => previewStep(http, settled.value), {
    key: settled.key,
    everyMs: SELDOM_MS
  })
  const failure = preview.kind === 'loading' ? null : preview.failure
  const content = preview.kind === 'ready' ? preview.value.content : null
  const mail = content && isMail(content) ? content : null
  /** While it is written there are moments in which it can't be read: what it was before stays in sight. */
  const before = useRef<MailContent | null>(null)
  if (mail) before.current = mail
  const older = preview.kind === 'failed' ? before.current : null
  const objections = failure?.kind === 'refused' ? failure.objections : []
  return (
    <>
      {objections.length > 0 ? (
        <Callout className="oc-notice" intent="warning" role="status" data-mail-refused>
          <strong>{t('mailPreview.older')}</strong>
          {objections.map(({ path, code, message }) => (
            <div key={`${path} ${message}`}>{problemText({ code: code ?? '', message })}</div>
          ))}
        </Callout>
      ) : (
        failure && <FailureNotice failure={failure} onRetry={refresh} />
      )}
      {preview.kind === 'ready' && <Troubles problems={preview.value.problems} />}
      {preview.kind === 'loading' && <p role="status">{t('loading')}</p>}
      {mail && <Mail mail={mail} shown={shown} />}
      {older && (
        <>
          <p className="oc-muted">{t('mailPreview.before')}</p>
          <Mail mail={older} shown={shown} />
        </>
      )}
    </>
  )
}

/** The server takes no mail without a subject or a text: one that is still being written is not asked about. */
const isWritten = ({ config: { subject, html } }: BodyOf<'email'>): boolean =>
  subject.trim() !== '' && html.trim() !== ''

export const MailPreview: FC<{ step: BodyOf<'email'> }> = ({ step }) => {
  const canWrite = useCanWrite()
  const { wide, setWide } = useScope()
  const [wanted, setWanted] = useState<Shown>('phone')
  const name = useName()
  const shown: Shown = wanted === 'desktop' && !wide ? 'phone' : wanted
  const choose = (next: Shown): void => {
    setWanted(next)
    // A desktop has no room beside the steps.
    if (next === 'desktop') setWide(true)
  }
  return (
    <section className="oc-mail-preview" aria-labelledby="oc-mail-preview-title">
      <div className="oc-mail-preview-head">
        <h3 id="oc-mail-preview-title">{t('mailPreview.title')}</h3>
        <Kinds shown={shown} onChoose={choose} />
      </div>
      {canWrite ? (
        <>
          <details className="oc-mail-whom">
            <summary>{t('mailPreview.for', { name })}</summary>
            <WhomFields errorOf={() => null} />
          </details>
          {isWritten(step) ? (
            <Rendered step={step} shown={shown} />
          ) : (
            <p className="oc-muted" data-mail-unwritten>
              {t('mailPreview.unwritten')}
            </p>
          )}
          <TestSend step={step} disabled={!isWritten(step)} />
        </>
      ) : (
        <p className="oc-muted">{t('mailPreview.readOnly')}</p>
      )}
    </section>
  )
}
