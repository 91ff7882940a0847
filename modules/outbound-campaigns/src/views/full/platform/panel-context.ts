/**
 * What every screen needs of the Studio. `bp` is another object at every render, so it is reached through a function and
 * the context itself never changes; whether this session may write does, and stands apart.
 */
import { createContext, useContext } from 'react'
import type { Status } from '../../api/status'
import type { Http, StudioEvents } from '../../studio'

export interface Bridge {
  http(): Http
  events(): StudioEvents
}

export const BridgeContext = createContext<Bridge | null>(null)

export const useBridge = (): Bridge => {
  const bridge = useContext(BridgeContext)
  if (bridge === null) throw new Error('A screen was shown outside the panel.')
  return bridge
}

export const StatusContext = createContext<Status | null>(null)

export const useStatus = (): Status | null => useContext(StatusContext)

/** Until the server has said so, nobody may. */
export const useCanWrite = (): boolean => useStatus()?.can_write === true
