/** Which bot, in which language, and whether this session may change anything. */
import type { ChangeEvent } from 'react'
import { Blueprint, React, shared, studio, viewPath } from '../runtime'
import type { Language } from '../window'

const { HTMLSelect, Tag } = Blueprint
const { tr } = shared.lang

const LANGUAGES: Array<{ value: Language; label: string }> = [
  { value: 'es', label: 'Español' },
  { value: 'en', label: 'English' }
]

const YEAR_S = 365 * 24 * 60 * 60

const openBot = (event: ChangeEvent<HTMLSelectElement>): void => {
  window.location.assign(viewPath(event.currentTarget.value, studio.module))
}

/** The cookie is what the host reads at the next page; `?lang=` in the address would win over it, so it goes. */
const chooseLanguage = (event: ChangeEvent<HTMLSelectElement>): void => {
  document.cookie = `studio_language=${event.currentTarget.value}; path=/; max-age=${YEAR_S}; samesite=lax`
  const address = new URL(window.location.href)
  address.searchParams.delete('lang')
  if (address.href === window.location.href) window.location.reload()
  else window.location.assign(address.href)
}

/** The sandboxes belong to no bot. */
const BotChoice = (): JSX.Element => (
  <label className="studio-choice">
    <span>{tr('studio.bot')}</span>
    <HTMLSelect
      minimal
      value={studio.botId}
      onChange={openBot}
      options={studio.bots.map(bot => ({ value: bot.id, label: bot.name }))}
    />
  </label>
)

export const Toolbar = (): JSX.Element => (
  <header className="studio-toolbar">
    {studio.place === 'module' ? <BotChoice /> : <span />}
    <div className="studio-toolbar-end">
      {studio.role === 'read' && (
        <Tag minimal large icon="eye-open" title={tr('studio.readOnlyWhy')}>
          {tr('studio.readOnly')}
        </Tag>
      )}
      <label className="studio-choice">
        <span>{tr('studio.language')}</span>
        <HTMLSelect minimal value={studio.language} onChange={chooseLanguage} options={LANGUAGES} />
      </label>
    </div>
  </header>
)
