/** Who somebody is: what they are called, how they are reached, and everything else that is known. */
import { Card } from '@blueprintjs/core'
import React, { type FC, type ReactNode } from 'react'
import type { Lead } from '../../../api/leads'
import { moment, namedDay } from '../../../format'
import { t, type TextKey } from '../../../text'

type Fact = [label: string, value: ReactNode]

const known = (label: TextKey, value: ReactNode): Fact[] =>
  value === null || value === '' ? [] : [[t(label), value]]

const factsOf = (lead: Lead): Fact[] => [
  ...known('leads.field.email', lead.email),
  ...known('leads.field.phone_number', lead.phone_number),
  ...known('leads.field.ext_id', lead.ext_id),
  ...known('leads.field.company', lead.company),
  ...known('leads.field.icp', lead.icp),
  ...known('leads.field.priority', lead.priority && t(`leads.priority.${lead.priority}` as const)),
  ...known('leads.field.language', lead.language && t(`leads.language.${lead.language}` as const)),
  ...known('leads.field.timezone', lead.timezone && lead.timezone.replace(/_/g, ' ')),
  ...known('leads.field.deal_id', lead.deal_id),
  ...known('leads.field.consent_source', lead.consent_source),
  ...known('leads.field.consent_at', lead.consent_at && namedDay(lead.consent_at)),
  ...known('leads.field.tracking', lead.tracking ? null : t('leads.notTracked')),
  ...Object.entries(lead.custom).map(([name, value]): Fact => [name, String(value)]),
  ...known('leads.field.created_at', moment(lead.created_at))
]

export const WhoCard: FC<{ lead: Lead }> = ({ lead }) => (
  <Card className="oc-card" data-card="who">
    <h2>{t('leads.who')}</h2>
    <dl className="oc-facts oc-facts-first">
      {factsOf(lead).map(([label, value]) => (
        <React.Fragment key={label}>
          <dt>{label}</dt>
          <dd className="oc-break">{value}</dd>
        </React.Fragment>
      ))}
    </dl>
  </Card>
)
