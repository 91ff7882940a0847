/** `Tabs`, `MainContainer` and `EmptyState` of `botpress/shared`. */
import React, { type FC, useState } from 'react'

interface Tab {
  id: string
  title: string | JSX.Element
  disabled?: boolean
  className?: string
}

interface TabsProps {
  tabs: Tab[]
  className?: string
  currentTab?: string
  tabChange?: (tab: string) => void
}

export const Tabs: FC<TabsProps> = ({ tabs, className = '', currentTab, tabChange }) => {
  const [chosen, setChosen] = useState(tabs[0]?.id)
  const choose = (id: string) => (): void => {
    setChosen(id)
    if (tabChange) tabChange(id)
  }
  return (
    <div className={`bp-shared-tabs ${className}`} role="tablist">
      {tabs.map(tab => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          className={tab.className}
          disabled={tab.disabled}
          aria-selected={tab.id === (currentTab ?? chosen)}
          onClick={choose(tab.id)}
        >
          {tab.title}
        </button>
      ))}
    </div>
  )
}

/** The first child is the side panel, the others are the page. */
export const MainContainer: FC<{ yOverflowScroll?: boolean }> = ({ yOverflowScroll, children }) => {
  const [side, ...page] = React.Children.toArray(children)
  return (
    <div className="bp-shared-container">
      <aside>{side}</aside>
      <div className={yOverflowScroll ? 'bp-shared-scrolls' : ''}>{page}</div>
    </div>
  )
}

export const EmptyState: FC<{ text: string; icon?: JSX.Element; className?: string }> = ({
  text,
  icon,
  className = ''
}) => (
  <div className={`bp-shared-empty ${className}`}>
    {icon}
    <p>{text}</p>
  </div>
)
