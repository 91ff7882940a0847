/**
 * Loads a module's bundle with a script tag, once, and says what came of it. What the script throws while it runs is
 * reported by the browser to the window alone, so it is caught there for the time of the loading.
 */
import { rootPath } from '../runtime'
import type { ModuleViews } from '../window'

export type LoadedModule =
  | { kind: 'loaded'; views: ModuleViews }
  | { kind: 'missing'; address: string }
  | { kind: 'unregistered'; address: string; reason: string }

export const bundleAddress = (name: string, lite = false): string =>
  `${rootPath}/assets/modules/${name}/web/${lite ? 'lite' : 'full'}.bundle.js`

export const loadModule = (name: string, lite = false): Promise<LoadedModule> =>
  new Promise(resolve => {
    const registered = (): ModuleViews | undefined => window.botpress?.[name]
    const already = registered()
    if (already) return resolve({ kind: 'loaded', views: already })

    const address = bundleAddress(name, lite)
    let reason = ''
    const listen = (event: ErrorEvent): void => {
      if (event.filename.includes(address)) reason = event.message
    }
    window.addEventListener('error', listen)

    const script = document.createElement('script')
    script.src = address
    const settle = (outcome: LoadedModule): void => {
      window.removeEventListener('error', listen)
      resolve(outcome)
    }
    script.onerror = () => settle({ kind: 'missing', address })
    script.onload = () => {
      const views = registered()
      settle(views ? { kind: 'loaded', views } : { kind: 'unregistered', address, reason })
    }
    document.head.appendChild(script)
  })
