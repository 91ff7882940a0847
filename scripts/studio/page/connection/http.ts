/**
 * The axios that views are given. An answer of 401 fetches a new token with the session's cookie, once for however many
 * requests are waiting, and repeats the request; where the session is over as well, the view gets its 401.
 */
import axios, { type AxiosInstance, type InternalAxiosRequestConfig } from 'axios'
import { rootPath, shared } from '../runtime'

const TOKEN_ADDRESS = `${rootPath}/studio/token`

let refreshing: Promise<string | null> | null = null

const fetchToken = async (): Promise<string | null> => {
  try {
    const { data } = await axios.post<unknown>(TOKEN_ADDRESS, {}, { headers: { accept: 'application/json' } })
    if (typeof data !== 'object' || data === null || !('token' in data)) return null
    if (typeof data.token !== 'string') return null
    shared.auth.setToken({ jwt: data.token })
    return data.token
  } catch {
    return null
  }
}

const refresh = (): Promise<string | null> => {
  refreshing =
    refreshing ??
    fetchToken().then(token => {
      refreshing = null
      return token
    })
  return refreshing
}

const authorize = (config: InternalAxiosRequestConfig): InternalAxiosRequestConfig => {
  config.headers.set('Authorization', `Bearer ${shared.auth.getToken()}`)
  return config
}

export const createHttp = (): AxiosInstance => {
  const http = axios.create({ baseURL: window.BOT_API_PATH })
  http.interceptors.request.use(authorize)
  http.interceptors.response.use(undefined, async (problem: unknown) => {
    if (!axios.isAxiosError(problem) || problem.response?.status !== 401 || !problem.config) throw problem
    const token = await refresh()
    if (token === null) throw problem
    problem.config.headers.set('Authorization', `Bearer ${token}`)
    // Not through this instance: a second 401 is the view's to know, not a reason for a third request.
    return axios.request(problem.config)
  })
  return http
}
