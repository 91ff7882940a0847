/** What was measured, as it is printed and as it is written down. */
export interface Figure {
  value: number
  unit: string
  /** What it is measured against, from the same run; null: it stands for itself. */
  floor: number | null
  ratio: number | null
}

export interface Aim {
  of: 'value' | 'ratio'
  at: 'least' | 'most'
  number: number
}

export class Figures {
  readonly all: Record<string, Figure> = {}

  constructor(private readonly say: (line: string) => void) {}

  /** Prints it at once: a run takes minutes. */
  add(name: string, value: number, unit: string, floor: number | null = null, aim?: Aim): void {
    const figure = { value, unit, floor, ratio: floor === null ? null : value / floor }
    this.all[name] = figure
    this.say(lineOf(name, figure, aim))
  }
}

const shown = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3)

export const lineOf = (name: string, figure: Figure, aim?: Aim): string => {
  const { value, unit, floor, ratio } = figure
  return [
    name.padEnd(56),
    `${shown(value)} ${unit}`.padEnd(22),
    ratio === null || floor === null ? ''.padEnd(32) : `${ratio.toFixed(2)} of ${shown(floor)}`.padEnd(32),
    aim ? aimed(figure, aim) : ''
  ]
    .join('')
    .trimEnd()
}

const aimed = (figure: Figure, { of, at, number }: Aim): string => {
  const measured = figure[of]
  const reached = measured !== null && (at === 'least' ? measured >= number : measured <= number)
  const wanted = `${at === 'least' ? 'at least' : 'at most'} ${number}`
  return reached ? `aim reached: ${wanted}` : `AIM MISSED: ${wanted}`
}
