/** The way through the sequence by the calendar: what happens when, and why then. */
import { Icon, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { ConditionEntry, Entry, Simulation, StepEntry } from '../../../api/simulate'
import { moment, number, weekdayAndDay } from '../../../format'
import { counted, t } from '../../../text'
import { ICONS } from '../icons'
import { find, type Tree } from '../model/tree'
import { nameOf, numberOf, titleOf, typeName } from '../words'
import type { Difference, Compared } from './changes'
import { HAPPENINGS } from './happens'
import { becauseText, endText, whyText } from './reasons'
import { Said, Troubles } from './said'

const When: FC<{ entry: Pick<Entry, 'day' | 'local' | 'at'> }> = ({ entry: { day, local, at } }) => (
  <div className="oc-way-when">
    <time dateTime={at}>
      <strong>{weekdayAndDay(local.date)}</strong>
      <span>{local.time}</span>
    </time>
    <span className="oc-small oc-muted">{t('simulate.day', { n: number(day) })}</span>
  </div>
)

const stepName = (tree: Tree, key: string): string => {
  const found = find(tree, key)
  return found ? nameOf(found.node.step, tree) : key
}

const DifferenceTag: FC<{ difference: Difference | undefined; zone: string }> = ({ difference, zone }) => {
  if (!difference) return null
  return (
    <Tag minimal intent="warning" data-difference={difference.kind}>
      {difference.kind === 'new'
        ? t('simulate.difference.new')
        : t('simulate.difference.moved', { at: moment(difference.before.at, zone) })}
    </Tag>
  )
}

const Step: FC<{ entry: StepEntry; tree: Tree; zone: string; difference: Difference | undefined }> = ({
  entry,
  tree,
  zone,
  difference
}) => {
  const why = whyText(entry.why, zone)
  return (
    <>
      <div className="oc-step-head">
        <span className={`oc-step-sign oc-step-${entry.type}`}>
          <Icon icon={ICONS[entry.type]} iconSize={14} />
        </span>
        <span className="oc-small oc-muted">
          {t('sequences.numbered', {
            n: stepNumber(tree, entry.step_key),
            type: typeName(entry.type)
          })}
        </span>
        {entry.outcome === 'unreachable' && (
          <Tag minimal intent="danger">
            {t('simulate.unreachable')}
          </Tag>
        )}
        <DifferenceTag difference={difference} zone={zone} />
      </div>
      {entry.type === 'wait' && <div>{t('simulate.waited')}</div>}
      <Said content={entry.content} />
      {entry.due_at !== null && (
        <div className="oc-small oc-muted">{t('simulate.taskDue', { at: moment(entry.due_at, zone) })}</div>
      )}
      {why !== null && (
        <div className="oc-way-why" data-why>
          <Icon icon="info-sign" iconSize={12} />
          <span>{why}</span>
        </div>
      )}
      <Troubles problems={entry.problems} />
    </>
  )
}

const stepNumber = (tree: Tree, key: string): string => {
  const found = find(tree, key)
  return found ? number(numberOf(tree, key)) : '–'
}

const Condition: FC<{ entry: ConditionEntry; tree: Tree }> = ({ entry, tree }) => {
  const found = find(tree, entry.step_key)
  return (
    <>
      <div className="oc-step-head">
        <span className="oc-step-sign oc-step-condition">
          <Icon icon={ICONS.condition} iconSize={14} />
        </span>
        <span className="oc-small oc-muted">
          {t('sequences.numbered', { n: stepNumber(tree, entry.step_key), type: typeName('condition') })}
        </span>
      </div>
      <div>{found ? titleOf(found.node.step, tree) : entry.step_key}</div>
      <strong data-taken={entry.taken}>{becauseText(entry)}</strong>
    </>
  )
}

const Event: FC<{ entry: Extract<Entry, { kind: 'event' }> }> = ({ entry }) => {
  const type = HAPPENINGS.find(one => one === entry.type)
  return (
    <>
      <div className="oc-step-head">
        <Icon icon="person" iconSize={14} />
        <strong>{type === undefined ? entry.type : t(`simulate.happens.${type}` as const)}</strong>
      </div>
      <div data-effect={entry.effect}>{t(`simulate.effect.${entry.effect}` as const)}</div>
    </>
  )
}

const Body: FC<{ entry: Entry; tree: Tree; zone: string; difference: Difference | undefined }> = props => {
  const { entry, tree } = props
  switch (entry.kind) {
    case 'step':
      return <Step {...props} entry={entry} />
    case 'condition':
      return <Condition entry={entry} tree={tree} />
    case 'event':
      return <Event entry={entry} />
  }
}

const Missing: FC<{ missing: readonly StepEntry[]; tree: Tree; zone: string }> = ({ missing, tree, zone }) =>
  missing.length === 0 ? null : (
    <section className="oc-way-missing" data-missing={missing.length}>
      <h3>{t('simulate.missing', counted(missing.length, number))}</h3>
      <ul>
        {missing.map(entry => (
          <li key={entry.step_key}>
            {t('simulate.missingOne', { step: stepName(tree, entry.step_key), at: moment(entry.at, zone) })}
          </li>
        ))}
      </ul>
    </section>
  )

export const Way: FC<{ way: Simulation; tree: Tree; compared: Compared }> = ({ way, tree, compared }) => (
  <>
    <ol className="oc-way">
      {way.entries.map((entry, index) => (
        <li
          key={index}
          data-entry={entry.kind}
          data-way-step={entry.kind === 'event' ? undefined : entry.step_key}
          data-at={`${entry.local.date} ${entry.local.time}`}
        >
          <When entry={entry} />
          <div className={`oc-way-body oc-way-${entry.kind}`}>
            <Body entry={entry} tree={tree} zone={way.zone} difference={compared.differences.get(index)} />
          </div>
        </li>
      ))}
      <li data-end={way.end.status} data-at={`${way.end.local.date} ${way.end.local.time}`}>
        <When entry={way.end} />
        <div className="oc-way-body oc-way-end">
          <strong>{endText(way.end)}</strong>
        </div>
      </li>
    </ol>
    <Missing missing={compared.missing} tree={tree} zone={way.zone} />
  </>
)
