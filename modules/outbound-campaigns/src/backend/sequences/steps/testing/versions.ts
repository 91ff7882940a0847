import { stepSchema, type Branch, type PlacedStep, type Step, type Version } from '../schema'
import { inWayOrder } from '../way'

/** For tests: versions written down shortly. `['a', 'b', { c: { yes: ['d'], no: [] } }, 'e']`. */
export type Sketch = ReadonlyArray<string | SketchedCondition>
type SketchedCondition = Readonly<
  Record<string, { yes?: Sketch; no?: Sketch; afterYes?: 'end'; afterNo?: 'end' }>
>

export const mail = (key: string, place: Partial<Step> = {}): Step =>
  stepSchema.parse({ type: 'email', key, config: { subject: key, html: `<p>${key}</p>` }, ...place })

const stepsOf = (sketch: Sketch, place: { parent_key: string | null; branch: Branch | null }): Step[] =>
  sketch.flatMap((one): Step[] => {
    if (typeof one === 'string') return [mail(one, place)]
    return Object.entries(one).flatMap(([key, { yes = [], no = [], afterYes, afterNo }]) => [
      stepSchema.parse({
        ...place,
        type: 'condition',
        key,
        config: {
          check: { kind: 'score', at_least: 50 },
          after_yes: afterYes ?? 'continue',
          after_no: afterNo ?? 'continue'
        }
      }),
      ...stepsOf(yes, { parent_key: key, branch: 'yes' }),
      ...stepsOf(no, { parent_key: key, branch: 'no' })
    ])
  })

export const versionOf = (sketch: Sketch, id = 1): Version => ({
  id,
  sequenceId: 1,
  n: id,
  inUse: true,
  steps: inWayOrder(stepsOf(sketch, { parent_key: null, branch: null })).map((step, index): PlacedStep => ({
    ...step,
    id: id * 1_000 + index
  }))
})
