/** Fetches what draws charts, once, when the first is to be drawn. It lies beside the bundle that the Studio has loaded. */
import { useEffect, useState, type FC } from 'react'
import { MODULE } from '../studio'
import type { LinesProps } from './lines'

export interface Charts {
  Lines: FC<LinesProps>
}

declare global {
  interface Window {
    outboundCampaignsCharts?: Charts
  }
}

export const offerCharts = (charts: Charts): void => {
  window.outboundCampaignsCharts = charts
}

const FILE = 'charts.bundle.js'

/** The Studio may live below a path of its own: where our own bundle came from, this one is too. */
export const chartsAddress = (scripts: readonly string[]): string => {
  const ours = new RegExp(`^(.*/${MODULE}/web/)(?:full|lite)\\.bundle\\.js`)
  for (const src of scripts) {
    const folder = ours.exec(src)?.[1]
    if (folder !== undefined) return `${folder}${FILE}`
  }
  return `/assets/modules/${MODULE}/web/${FILE}`
}

let fetching: Promise<Charts> | undefined

const fetchCharts = (): Promise<Charts> =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = chartsAddress(Array.from(document.scripts, ({ src }) => src))
    script.async = true
    script.onload = () =>
      window.outboundCampaignsCharts
        ? resolve(window.outboundCampaignsCharts)
        : reject(new Error('The charts are not there.'))
    script.onerror = () => reject(new Error('The charts could not be fetched.'))
    document.head.appendChild(script)
  })

/** What failed once may be tried again with the next chart. */
const charts = (): Promise<Charts> => {
  fetching =
    fetching ??
    fetchCharts().catch((err: unknown) => {
      fetching = undefined
      throw err
    })
  return fetching
}

export type ChartsState = { kind: 'loading' } | { kind: 'ready'; charts: Charts } | { kind: 'failed' }

export const useCharts = (): ChartsState => {
  const [state, setState] = useState<ChartsState>({ kind: 'loading' })
  useEffect(() => {
    let gone = false
    charts().then(
      fetched => gone || setState({ kind: 'ready', charts: fetched }),
      () => gone || setState({ kind: 'failed' })
    )
    return () => {
      gone = true
    }
  }, [])
  return state
}
