/** A module's view inside `<main>`: loads its bundle and gives it the props that Botpress gives. */
import { createHttp } from '../connection/http'
import type { Events } from '../connection/events'
import { React, shared, studio } from '../runtime'
import { Boundary } from './boundary'
import { bundleAddress, loadModule, type LoadedModule } from './load-module'
import { Problem } from './problem'

const { tr } = shared.lang

const reasonOf = (outcome: Exclude<LoadedModule, { kind: 'loaded' }>): string =>
  outcome.kind === 'missing'
    ? tr('studio.problem.load', { address: outcome.address })
    : tr('studio.problem.register', { address: outcome.address, reason: outcome.reason })

export const ModuleView = ({ name, events }: { name: string; events: Events }): JSX.Element | null => {
  const known = studio.modules.some(module => module.name === name)
  const [outcome, setOutcome] = React.useState<LoadedModule | null>(null)

  React.useEffect(() => {
    if (known) void loadModule(name).then(setOutcome)
  }, [name, known])

  if (!known) return <Problem module={name} reason={tr('studio.problem.unknown')} />
  if (!outcome) return null
  if (outcome.kind !== 'loaded') return <Problem module={name} reason={reasonOf(outcome)} />
  const View = outcome.views.default
  if (!View) {
    const reason = tr('studio.problem.register', { address: bundleAddress(name), reason: '' })
    return <Problem module={name} reason={reason} />
  }

  // A new object at every render, on purpose: so it is in Botpress, and a view that depends on it must show here.
  const bp = {
    axios: createHttp(),
    events,
    getModuleInjector: () => ModuleView,
    loadModuleView: async (module: string, isLite: boolean): Promise<void> => {
      await loadModule(module, isLite)
    }
  }

  return (
    <Boundary module={name}>
      <View
        name={name}
        contentLang={studio.language}
        defaultLanguage={studio.language}
        languages={['es', 'en']}
        bp={bp}
      />
    </Boundary>
  )
}
