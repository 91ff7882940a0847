/** The modules of this bot, by icon and translated name, and the sandboxes where there are some. */
import type { IconName } from '@blueprintjs/core'
import { Blueprint, React, sandboxPath, shared, studio, viewPath } from '../runtime'
import type { StudioModule } from '../window'

const { Icon } = Blueprint
const { tr } = shared.lang

/** Botpress looks for the translated name under this key; the host's own list stands in where a module has none. */
const nameOf = (module: StudioModule): string => {
  const key = `module.${module.name}.fullName`
  const translated = tr(key)
  return translated === key ? module.fullName[studio.language] : translated
}

export const Sidebar = (): JSX.Element => (
  <aside className="studio-sidebar">
    <div className="studio-brand">Local Studio</div>
    <nav aria-label={tr('studio.modules')}>
      <ul>
        {studio.modules.map(module => (
          <li key={module.name} id={`bp-menu_${module.name}`}>
            <a
              href={viewPath(studio.botId, module.name)}
              aria-current={studio.place === 'module' && module.name === studio.module ? 'page' : undefined}
            >
              <Icon icon={module.menuIcon as IconName} iconSize={16} />
              <span>{nameOf(module)}</span>
            </a>
          </li>
        ))}
        {studio.sandbox && (
          <li>
            <a href={sandboxPath} aria-current={studio.place === 'sandbox' ? 'page' : undefined}>
              <Icon icon="lab-test" iconSize={16} />
              <span>{tr('studio.sandbox.title')}</span>
            </a>
          </li>
        )}
      </ul>
    </nav>
  </aside>
)
