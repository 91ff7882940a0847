/** The Studio's page: sidebar, toolbar, one module's view or the sandboxes in `<main>`, and the events that keep it up to date. */
import './studio.css'
import { connect, createEvents, type LiveState } from './connection/events'
import { React, ReactDOM, rootPath, studio } from './runtime'
import { Sandbox } from './sandbox/screen'
import { ModuleView } from './shell/module-view'
import { Sidebar } from './shell/sidebar'
import { StatusBar } from './shell/status-bar'
import { Toolbar } from './shell/toolbar'

const { events, receive } = createEvents()

const Studio = (): JSX.Element => {
  const [live, setLive] = React.useState<LiveState>('connecting')
  React.useEffect(() => connect(`${rootPath}/realtime`, receive, setLive), [])

  return (
    <div className="studio">
      <Sidebar />
      <div className="studio-page">
        <Toolbar />
        <main id="main" tabIndex={-1}>
          {studio.place === 'sandbox' ? <Sandbox /> : <ModuleView name={studio.module} events={events} />}
        </main>
        <StatusBar live={live} />
      </div>
    </div>
  )
}

ReactDOM.render(<Studio />, document.getElementById('app'))
