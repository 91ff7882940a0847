/** Who started in each week, and how many of them had qualified after one week, two weeks, … */
import React, { type FC } from 'react'
import { getCohorts, type Cohorts, type Span } from '../../api/metrics'
import { namedDay, number } from '../../format'
import { t } from '../../text'
import { Part } from './part'
import { rate } from './words'

type Cohort = Cohorts['items'][number]

const MOST_WEEKS = 6

/** The darker the more, and the number stands in it. */
const shade = (pct: number | null): string =>
  `rgba(31, 75, 153, ${pct === null ? 0 : Math.min(0.3, (pct / 100) * 0.6)})`

const Row: FC<{ cohort: Cohort; ages: number[] }> = ({ cohort, ages }) => (
  <tr>
    <th scope="row">{namedDay(cohort.week)}</th>
    <td className="oc-numeric">{number(cohort.started)}</td>
    <td className="oc-numeric">{rate(cohort.reply_rate_pct)}</td>
    {ages.map(age => {
      const week = cohort.weeks.find(one => one.age === age)
      const pct = week?.conversion_rate_pct ?? null
      return (
        <td key={age} className="oc-numeric" style={{ background: shade(pct) }}>
          {week ? rate(pct) : ''}
        </td>
      )
    })}
  </tr>
)

export const CohortsPart: FC<{ span: Span }> = ({ span }) => (
  <Part
    name="cohorts"
    title={t('dashboard.cohorts.title')}
    span={span}
    load={getCohorts}
    show={({ items }) => {
      const started = items.filter(cohort => cohort.started > 0)
      if (started.length === 0) return <p className="oc-muted">{t('dashboard.nothing')}</p>
      const longest = Math.max(...started.map(({ weeks }) => weeks.length))
      const ages = Array.from({ length: Math.min(MOST_WEEKS, longest) }, (_, age) => age)
      return (
        <div className="oc-scroll" tabIndex={0} role="region" aria-label={t('dashboard.cohorts.title')}>
          <table className="oc-table oc-table-small oc-cohorts">
            <caption className="oc-unseen">{t('dashboard.cohorts.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('dashboard.cohorts.week')}</th>
                <th scope="col" className="oc-numeric">
                  {t('dashboard.figure.started')}
                </th>
                <th scope="col" className="oc-numeric">
                  {t('dashboard.figure.replied')}
                </th>
                {ages.map(age => (
                  <th key={age} scope="col" className="oc-numeric">
                    {t('dashboard.cohorts.after', { count: age + 1, n: number(age + 1) })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {started.map(cohort => (
                <Row key={cohort.week} cohort={cohort} ages={ages} />
              ))}
            </tbody>
          </table>
        </div>
      )
    }}
  />
)
