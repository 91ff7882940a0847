/** For whom it is looked at: somebody who is among the leads, or somebody made up of whom nothing is kept. */
import { Button, HTMLSelect, InputGroup, Radio, RadioGroup } from '@blueprintjs/core'
import React, { useState, type ChangeEvent, type FC } from 'react'
import { getLeads, type Lead, type LeadsFilter } from '../../../api/leads'
import { t } from '../../../text'
import { zonesToChoose } from '../../campaigns/time/zone'
import { addressesOf, calledBy } from '../../leads/words'
import { FailureNotice } from '../../platform/failure'
import { Field } from '../../platform/field'
import { SearchField } from '../../platform/search-field'
import { useResource } from '../../platform/use-resource'
import { NumberField } from '../step-panel/number-field'
import { INVENTED_FIELDS, useScope, type Invented } from './scope'

const FOUND = 6
const SELDOM_MS = 60_000

const searchFor = (search: string): LeadsFilter => ({
  search,
  icp: null,
  status: null,
  priority: null,
  min: null,
  max: null,
  sequence: null
})

const Search: FC<{ onPick: (lead: Lead) => void }> = ({ onPick }) => {
  const [search, setSearch] = useState('')
  const [leads, refresh] = useResource(http => getLeads(http, searchFor(search), { limit: FOUND }), {
    key: search,
    everyMs: SELDOM_MS
  })
  return (
    <>
      <SearchField label={t('leads.search')} value={search} onChange={setSearch} />
      {leads.kind === 'failed' && <FailureNotice failure={leads.failure} onRetry={refresh} />}
      {leads.kind === 'ready' && leads.value.items.length === 0 && (
        <p className="oc-small oc-muted" role="status">
          {t(search === '' ? 'simulate.whom.nobody' : 'leads.notFound.title')}
        </p>
      )}
      {leads.kind === 'ready' && (
        <ul className="oc-plain oc-lead-picks">
          {leads.value.items.map(lead => (
            <li key={lead.id}>
              <button type="button" data-pick={lead.id} onClick={() => onPick(lead)}>
                <span>{calledBy(lead) || t('leads.number', { id: lead.id })}</span>
                <span className="oc-small oc-muted">{addressesOf(lead)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const Picked: FC<{ lead: Lead; onOther: () => void }> = ({ lead, onOther }) => (
  <div className="oc-picked" data-picked={lead.id}>
    <div>
      <strong>{calledBy(lead) || t('leads.number', { id: lead.id })}</strong>
      <div className="oc-small oc-muted">{addressesOf(lead)}</div>
    </div>
    <Button small text={t('simulate.whom.other')} onClick={onOther} />
  </div>
)

interface MadeUpProps {
  invented: Invented
  errorOf: (field: string) => string | null
  onChange: (change: Partial<Invented>) => void
}

const MadeUp: FC<MadeUpProps> = ({ invented, errorOf, onChange }) => (
  <div className="oc-made-up">
    {INVENTED_FIELDS.filter(field => field !== 'timezone').map(field => (
      <Field
        key={field}
        id={`oc-invented-${field}`}
        label={t(`sequences.field.${field}` as const)}
        error={errorOf(field)}
      >
        {own => (
          <InputGroup
            {...own}
            value={invented[field]}
            maxLength={200}
            onChange={(event: ChangeEvent<HTMLInputElement>) =>
              onChange({ [field]: event.currentTarget.value })
            }
          />
        )}
      </Field>
    ))}
    <Field id="oc-invented-timezone" label={t('sequences.field.timezone')}>
      {own => (
        <HTMLSelect
          {...own}
          fill
          value={invented.timezone}
          onChange={event => onChange({ timezone: event.currentTarget.value })}
        >
          <option value="">{t('simulate.whom.asSequence')}</option>
          {zonesToChoose('America/Mexico_City').map(zone => (
            <option key={zone} value={zone}>
              {zone.replace(/_/g, ' ')}
            </option>
          ))}
        </HTMLSelect>
      )}
    </Field>
    <NumberField
      id="oc-invented-score"
      label={t('sequences.field.score')}
      empty="0"
      value={invented.score}
      from={0}
      to={100}
      onChange={score => onChange({ score })}
    />
  </div>
)

export const WhomFields: FC<{ errorOf: (field: string) => string | null }> = ({ errorOf }) => {
  const {
    looked: { lead, invented },
    look
  } = useScope()
  const [wantsLead, setWantsLead] = useState(lead !== null)
  return (
    <>
      <RadioGroup
        className="oc-whom-kind"
        selectedValue={wantsLead ? 'lead' : 'invented'}
        onChange={event => {
          const wants = event.currentTarget.value === 'lead'
          setWantsLead(wants)
          if (!wants) look({ lead: null })
        }}
      >
        <Radio value="invented" label={t('simulate.whom.invented')} />
        <Radio value="lead" label={t('simulate.whom.lead')} />
      </RadioGroup>
      {!wantsLead && (
        <MadeUp
          invented={invented}
          errorOf={errorOf}
          onChange={change => look({ invented: { ...invented, ...change } })}
        />
      )}
      {wantsLead && lead === null && <Search onPick={picked => look({ lead: picked })} />}
      {wantsLead && lead !== null && <Picked lead={lead} onOther={() => look({ lead: null })} />}
    </>
  )
}
