/** The people as a table: one line each, all of one height; a number opens the person. */
import { Icon } from '@blueprintjs/core'
import React, { useEffect, type FC } from 'react'
import { moment, number } from '../../../../format'
import { t } from '../../../../text'
import type { Recipient } from '../api'
import { errorText } from '../errors/text'
import { RecipientStatusTag } from './status'
import { ROW_PX, useRowsInSight } from '../../../platform/use-rows-in-sight'

/** The last thing that is known to have happened. */
export const lastMoment = (recipient: Recipient): string | null =>
  recipient.replied_at ??
  recipient.read_at ??
  recipient.delivered_at ??
  recipient.last_attempt_at ??
  recipient.sent_at

/** Whoever it is for the person who reads: the first thing in the row that is not the number. */
const nameOf = ({ values, phone_number: phone }: Recipient): string => {
  const digits = phone.slice(-10)
  const texts = Object.values(values).filter(value => value.trim() !== '')
  return texts.find(value => !value.replace(/\D/g, '').endsWith(digits)) ?? ''
}

const Row: FC<{ recipient: Recipient; position: number; onOpen: (id: number) => void }> = ({
  recipient,
  position,
  onOpen
}) => {
  const at = lastMoment(recipient)
  const why = recipient.reason ? errorText(recipient.reason.code, recipient.reason.detail) : ''
  return (
    <tr aria-rowindex={position + 2} data-recipient={recipient.id}>
      <th scope="row">
        <button type="button" className="oc-row-button oc-numeric" onClick={() => onOpen(recipient.id)}>
          {recipient.phone_number}
        </button>
      </th>
      <td>{nameOf(recipient)}</td>
      <td>
        <RecipientStatusTag status={recipient.status} />
      </td>
      <td title={why}>
        {recipient.replied_at !== null && (
          <>
            <Icon icon="chat" iconSize={12} /> {t('campaign_page.people.replied')}
          </>
        )}
        {why}
      </td>
      <td className="oc-numeric">{number(recipient.attempts)}</td>
      <td className="oc-numeric">{at === null ? '' : moment(at)}</td>
    </tr>
  )
}

const Gap: FC<{ rows: number }> = ({ rows }) =>
  rows > 0 ? (
    <tr aria-hidden="true" className="oc-gap">
      <td colSpan={6} style={{ height: rows * ROW_PX }} />
    </tr>
  ) : null

/** So many rows before the last one, whoever scrolls down is about to see it. */
const NEAR_END = 60

interface Props {
  people: Recipient[]
  total: number | null
  onOpen: (id: number) => void
  onNearEnd: () => void
}

export const PeopleTable: FC<Props> = ({ people, total, onOpen, onNearEnd }) => {
  const [body, { from, to }] = useRowsInSight(people.length)
  useEffect(() => {
    if (to >= people.length - NEAR_END) onNearEnd()
  }, [to, people.length, onNearEnd])
  return (
    <table className="oc-table oc-people" aria-rowcount={total === null ? -1 : total + 1}>
      <caption className="oc-unseen">{t('campaign_page.people.title')}</caption>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">{t('campaign_page.people.number')}</th>
          <th scope="col">{t('campaign_page.people.who')}</th>
          <th scope="col">{t('campaigns.column.status')}</th>
          <th scope="col">{t('campaign_page.people.why')}</th>
          <th scope="col">{t('campaign_page.people.attempts')}</th>
          <th scope="col">{t('campaign_page.people.last')}</th>
        </tr>
      </thead>
      <tbody ref={body}>
        <Gap rows={from} />
        {people.slice(from, to).map((recipient, index) => (
          <Row key={recipient.id} recipient={recipient} position={from + index} onOpen={onOpen} />
        ))}
        <Gap rows={people.length - to} />
      </tbody>
    </table>
  )
}
