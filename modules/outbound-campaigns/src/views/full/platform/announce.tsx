/** Says to a screen reader what has just been done; everybody else sees it. */
import React, { createContext, useCallback, useContext, useState, type FC } from 'react'

const AnnounceContext = createContext<(text: string) => void>(() => undefined)

export const useAnnounce = (): ((text: string) => void) => useContext(AnnounceContext)

export const Announcer: FC = ({ children }) => {
  const [said, setSaid] = useState({ text: '', times: 0 })
  const say = useCallback((text: string) => setSaid(({ times }) => ({ text, times: times + 1 })), [])
  return (
    <AnnounceContext.Provider value={say}>
      {children}
      <div className="oc-unseen" role="status" key={said.times % 2}>
        {said.text}
      </div>
    </AnnounceContext.Provider>
  )
}
