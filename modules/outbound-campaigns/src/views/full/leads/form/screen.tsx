/** A new lead, or one that is changed. Saved when somebody says so: an address is no draft. */
import { AnchorButton, Button, Intent } from '@blueprintjs/core'
import React, { useEffect, useRef, useState, type FC, type FormEvent } from 'react'
import { addLead, changeLead, getLead, type Lead, type LeadChange, type SavedLead } from '../../../api/leads'
import { t } from '../../../text'
import { LEADS } from '../../navigation/leads-routes'
import { Page } from '../../navigation/page'
import { go, hrefOf } from '../../navigation/use-route'
import { FailedOrderNotice } from '../../platform/failed-order'
import { FailurePage } from '../../platform/failure'
import { useLeavingGuard } from '../../platform/leaving-guard'
import { Loading } from '../../platform/loading'
import { useBridge } from '../../platform/panel-context'
import { useOrder } from '../../platform/use-order'
import type { Answer } from '../../../api/answer'
import { calledBy } from '../words'
import { ConsentFields, CustomFields, IdentityFields, PersonFields } from './fields'
import { changeOf, EMPTY, formOf, isChanged, scoreIn, type LeadForm } from './input'
import { objectionsIn, wrongOf } from './wrong'

/** Who is given as new and was there already is brought up to date, and that is said. */
const savedText = (before: Lead | null, { lead, wasThere }: SavedLead): string =>
  t(before === null && wasThere ? 'leads.form.wasThere' : 'leads.form.saved', { name: calledBy(lead) })

/** The errors are shown with the next render. */
const focusFirstWrong = (): void => {
  setTimeout(() => {
    const wrong = document.querySelector('.oc-panel .oc-field-wrong input')
    if (wrong instanceof HTMLElement) wrong.focus()
  })
}

const LeadFormPage: FC<{ lead: Lead | null }> = ({ lead }) => {
  const [before] = useState<LeadForm>(() => (lead === null ? EMPTY : formOf(lead)))
  const [form, setForm] = useState(before)
  const [saved, setSaved] = useState<Lead | null>(null)
  const order = useOrder()
  const change: LeadChange = changeOf(before, form)
  const scoreIsWrong = scoreIn(form.score) === undefined
  const leaving = useLeavingGuard(saved === null && isChanged(change), t('leads.form.leave'))
  const failure = order.failed && order.failed.failure
  const atFields = objectionsIn(failure).some(({ path }) => path in form)
  const fields = {
    form,
    wrong: wrongOf(failure, scoreIsWrong),
    onChange: (part: Partial<LeadForm>) => setForm({ ...form, ...part })
  }
  const back = lead === null ? LEADS : ({ screen: 'lead', id: lead.id } as const)

  // After the guard has let go of the page.
  useEffect(() => {
    if (saved !== null) go({ screen: 'lead', id: saved.id })
  }, [saved])

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (scoreIsWrong) return focusFirstWrong()
    const done = await order.give({
      ask: async http => {
        const answer = await (lead === null ? addLead(http, change) : changeLead(http, lead.id, change))
        if (answer.kind === 'value') setSaved(answer.value.lead)
        return answer
      },
      failed: t('leads.notSaved'),
      done: now => savedText(lead, now)
    })
    if (!done) focusFirstWrong()
  }

  return (
    <Page
      title={lead === null ? t('leads.new') : t('leads.form.title', { name: calledBy(lead) })}
      crumbs={[
        { text: t('leads.title'), to: LEADS },
        ...(lead === null ? [] : [{ text: calledBy(lead), to: { screen: 'lead', id: lead.id } as const }])
      ]}
    >
      {leaving}
      {!atFields && <FailedOrderNotice order={order} />}
      <form className="oc-card oc-step oc-lead-form" onSubmit={event => void save(event)}>
        <IdentityFields {...fields} />
        <PersonFields {...fields} />
        <ConsentFields {...fields} />
        <CustomFields {...fields} />
        <div className="oc-form-foot oc-form-foot-inside">
          <AnchorButton text={t('cancel')} href={hrefOf(back)} />
          <Button
            type="submit"
            intent={Intent.PRIMARY}
            text={t(lead === null ? 'leads.form.add' : 'leads.form.save')}
            loading={order.busy}
            disabled={!isChanged(change)}
          />
        </div>
      </form>
    </Page>
  )
}

/** Loaded once: whoever writes is not overwritten. */
const EditedLead: FC<{ id: number }> = ({ id }) => {
  const bridge = useBridge()
  const [lead, setLead] = useState<Answer<Lead> | null>(null)
  const [times, setTimes] = useState(0)
  const shown = useRef(true)
  useEffect(() => {
    shown.current = true
    void getLead(bridge.http(), id).then(answer => {
      if (shown.current) setLead(answer)
    })
    return () => {
      shown.current = false
    }
  }, [bridge, id, times])
  if (lead === null) return <Loading instead="page" />
  if (lead.kind === 'failure')
    return <FailurePage failure={lead.failure} onRetry={() => setTimes(times + 1)} />
  return <LeadFormPage lead={lead.value} />
}

/** null: a new one. */
export const LeadFormScreen: FC<{ id: number | null }> = ({ id }) =>
  id === null ? <LeadFormPage lead={null} /> : <EditedLead id={id} />
