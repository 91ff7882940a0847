import { DEFAULTS, shown } from '../../../../backend/platform/settings/schema'
import { changeOf, fieldOf, inputOf, scheduleName } from './input'

const held = shown(DEFAULTS)
const input = inputOf(held)

describe("Nurturing's settings as they are typed", () => {
  it('are no change as they were shown', () => {
    expect(changeOf(input, held)).toEqual({ change: null, wrong: [] })
  })

  it('name what differs and nothing else', () => {
    expect(
      changeOf(
        {
          ...input,
          nurturing_enabled: false,
          max_leads_per_run: ' 250 ',
          s3_bucket: 'metrics',
          monthly: false
        },
        held
      )
    ).toEqual({
      change: {
        nurturing_enabled: false,
        max_leads_per_run: 250,
        s3_bucket: 'metrics',
        monthly_report: null
      },
      wrong: []
    })
  })

  it('read points with any sign between them', () => {
    expect(changeOf({ ...input, opens: '0 5;10, 20' }, held).change).toMatchObject({
      scoring: { model: 'tiered', tiered: { opens: [0, 5, 10, 20], clicks: [8, 12] } }
    })
  })

  it('say what can not be read', () => {
    expect(
      changeOf({ ...input, cold_lead_days: 'ninety', clicks: '', replies: '5, x', open: '-1' }, held).wrong
    ).toEqual(['cold_lead_days', 'open', 'clicks', 'replies'])
  })

  it('find the field that the server objects to', () => {
    expect(
      [
        'scoring.tiered.opens.2',
        'scoring.tiered.clicks[1]',
        'monthly_report.day',
        'nurturing_schedule',
        's3_bucket',
        'timezone'
      ].map(fieldOf)
    ).toEqual(['opens', 'clicks', 'monthly_day', 'nurturing_schedule', 's3_bucket', null])
  })

  it('know a schedule that has a name', () => {
    expect(scheduleName(' 0  */4 * * * ')).toBe('four_hourly')
    expect(scheduleName('5 4 * * *')).toBeNull()
  })
})
