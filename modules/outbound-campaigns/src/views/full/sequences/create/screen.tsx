/** What a new sequence can begin with: a ready one, one of one's own, the default one, or nothing. */
import { Button, Card, HTMLSelect, InputGroup } from '@blueprintjs/core'
import { lang } from 'botpress/shared'
import React, { useState, type ChangeEvent, type FC, type FormEvent } from 'react'
import { getLibrary, getSequences, type LibraryEntry } from '../../../api/sequences'
import { number } from '../../../format'
import { counted, t } from '../../../text'
import { Page } from '../../navigation/page'
import { SEQUENCES } from '../../navigation/sequences-routes'
import { FailureNotice, FailurePage } from '../../platform/failure'
import { Field } from '../../platform/field'
import { Loading } from '../../platform/loading'
import { useCanWrite } from '../../platform/panel-context'
import { useResource } from '../../platform/use-resource'
import { Outline } from './outline'
import { useCreate, type Beginning, type Language } from './use-create'

/** The library changes with the module only, one's own sequences seldom. */
const SELDOM_MS = 60_000
const MOST_COPIED = 200

interface CreateProps {
  busy: Beginning | null
  onCreate: (wanted: Beginning) => void
}

const Entry: FC<{ entry: LibraryEntry } & CreateProps> = ({ entry, busy, onCreate }) => {
  const mails = entry.steps.filter(({ type }) => type === 'email').length
  const isBusy = busy?.from === 'library' && busy.kind === entry.kind
  return (
    <Card className="oc-card oc-library-entry" data-library={entry.kind}>
      <h3>{entry.name}</h3>
      <div className="oc-small oc-muted">
        {t('sequences.create.mails', counted(mails, number))} ·{' '}
        {t('sequences.create.over', counted(entry.days, number))}
      </div>
      <p>{entry.description}</p>
      <Outline steps={entry.steps} />
      <Button
        icon="plus"
        text={t('sequences.create.use')}
        aria-label={t('campaigns.actionOn', { action: t('sequences.create.use'), name: entry.name })}
        loading={isBusy}
        disabled={busy !== null && !isBusy}
        onClick={() => onCreate({ from: 'library', kind: entry.kind, language: entry.language })}
      />
    </Card>
  )
}

const Blank: FC<CreateProps & { language: Language; taken: boolean }> = ({
  busy,
  language,
  taken,
  onCreate
}) => {
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (name.trim() !== '') onCreate({ from: 'blank', name: name.trim(), language })
  }
  const error = taken
    ? t('sequences.problem.name_taken')
    : tried && name.trim() === ''
      ? t('sequences.create.nameMissing')
      : null
  return (
    <Card className="oc-card" data-begin="blank">
      <h2>{t('sequences.create.blank')}</h2>
      <form onSubmit={submit}>
        <Field id="oc-sequence-name" label={t('sequences.settings.name')} error={error}>
          {field => (
            <InputGroup
              {...field}
              value={name}
              maxLength={200}
              onChange={(event: ChangeEvent<HTMLInputElement>) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button
          type="submit"
          icon="plus"
          text={t('sequences.create.begin')}
          loading={busy?.from === 'blank'}
          disabled={busy !== null}
        />
      </form>
    </Card>
  )
}

const Copy: FC<CreateProps & { sequences: ReadonlyArray<{ id: number; name: string }> }> = ({
  busy,
  sequences,
  onCreate
}) => {
  const [chosen, setChosen] = useState<number | null>(null)
  const id = chosen ?? sequences[0]?.id
  return (
    <Card className="oc-card" data-begin="copy">
      <h2>{t('sequences.create.copy')}</h2>
      {id === undefined ? (
        <p className="oc-muted">{t('sequences.create.noneToCopy')}</p>
      ) : (
        <>
          <Field id="oc-sequence-copy" label={t('sequences.create.which')}>
            {field => (
              <HTMLSelect
                {...field}
                fill
                value={id}
                onChange={event => setChosen(Number(event.currentTarget.value))}
              >
                {sequences.map(sequence => (
                  <option key={sequence.id} value={sequence.id}>
                    {sequence.name}
                  </option>
                ))}
              </HTMLSelect>
            )}
          </Field>
          <Button
            icon="duplicate"
            text={t('sequences.action.clone')}
            loading={busy?.from === 'copy'}
            disabled={busy !== null}
            onClick={() => onCreate({ from: 'copy', id })}
          />
        </>
      )}
    </Card>
  )
}

const Default: FC<CreateProps & { language: Language }> = ({ busy, language, onCreate }) => (
  <Card className="oc-card" data-begin="default">
    <h2>{t('sequences.create.default')}</h2>
    <p>{t('sequences.create.defaultText')}</p>
    <Button
      icon="document-open"
      text={t('sequences.create.openDefault')}
      loading={busy?.from === 'default'}
      disabled={busy !== null}
      onClick={() => onCreate({ from: 'default', language })}
    />
  </Card>
)

const LanguageChoice: FC<{ language: Language; onChange: (language: Language) => void }> = ({
  language,
  onChange
}) => (
  <label className="oc-inline-choice">
    {t('sequences.create.language')}
    <HTMLSelect
      value={language}
      onChange={event => onChange(event.currentTarget.value === 'en' ? 'en' : 'es')}
    >
      <option value="es">{t('sequences.create.es')}</option>
      <option value="en">{t('sequences.create.en')}</option>
    </HTMLSelect>
  </label>
)

export const NewSequenceScreen: FC = () => {
  const [language, setLanguage] = useState<Language>(lang.getLocale() === 'en' ? 'en' : 'es')
  const [library, retry] = useResource(http => getLibrary(http, language), {
    key: language,
    everyMs: SELDOM_MS
  })
  const [own] = useResource(http => getSequences(http, { active: null, search: '' }, MOST_COPIED), {
    everyMs: SELDOM_MS
  })
  const { create, busy, failed, dismiss } = useCreate()
  const canWrite = useCanWrite()
  const props: CreateProps = { busy, onCreate: wanted => void create(wanted) }

  const entries = () => {
    switch (library.kind) {
      case 'loading':
        return <Loading />
      case 'failed':
        return <FailurePage heading="h2" failure={library.failure} onRetry={retry} />
      case 'ready':
        return (
          <div className="oc-library">
            {library.value.items.map(entry => (
              <Entry key={entry.kind} entry={entry} {...props} />
            ))}
          </div>
        )
    }
  }

  const isTaken =
    failed !== null &&
    failed.wanted.from === 'blank' &&
    failed.failure.kind === 'refused' &&
    failed.failure.status === 409
  return (
    <Page title={t('sequences.create.title')} crumbs={[{ text: t('sequences.title'), to: SEQUENCES }]}>
      {failed && !isTaken && (
        <FailureNotice failure={failed.failure} title={t('sequences.create.failed')} onDismiss={dismiss} />
      )}
      {canWrite ? (
        <>
          <div className="oc-beginnings">
            <Blank {...props} language={language} taken={isTaken} />
            <Copy {...props} sequences={own.kind === 'ready' ? own.value.items : []} />
            <Default {...props} language={language} />
          </div>
          <div className="oc-section-head">
            <h2>{t('sequences.create.library')}</h2>
            <LanguageChoice language={language} onChange={setLanguage} />
          </div>
          {entries()}
        </>
      ) : (
        <Card className="oc-card">
          <p>{t('sequences.none.readOnly')}</p>
        </Card>
      )}
    </Page>
  )
}
