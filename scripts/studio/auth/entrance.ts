/**
 * The doors for people: the one-time link, the session's cookie, and the token that the page takes from it. The cookie
 * opens the Studio's own pages and the sandboxes, never the API: that takes bearer tokens alone, as in Botpress.
 */
import { type Request, type RequestHandler, type Response } from 'express'
import { type Role } from './identity'
import { type Tokens } from './tokens'

export const SESSION_COOKIE = 'studio_session'

export const cookieOf = (req: Request, name: string): string | undefined => {
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return decodeURIComponent(part.slice(at + 1).trim())
  }
  return undefined
}

export interface Entrance {
  /** Whose session this is. */
  visitor(req: Request): Role | undefined
  /** Session or bearer token; a session may only change something from one of the Studio's own pages. */
  caller(req: Request): Role | undefined
  login(home: () => string): RequestHandler
  /** `POST /studio/token`: a bearer token for the next hour. */
  token: RequestHandler
}

export const createEntrance = (tokens: Tokens): Entrance => {
  const visitor = (req: Request) => {
    const cookie = cookieOf(req, SESSION_COOKIE)
    return cookie === undefined ? undefined : tokens.roleOfSession(cookie)
  }

  return {
    visitor,
    caller: req => {
      const [scheme = '', bearer] = (req.headers.authorization ?? '').split(' ')
      if (scheme !== '')
        return scheme.toLowerCase() === 'bearer' && bearer ? tokens.roleOf(bearer) : undefined
      return isFromOurPage(req) ? visitor(req) : undefined
    },
    login: home => (req, res) => {
      const role = typeof req.query.token === 'string' ? tokens.takeLogin(req.query.token) : undefined
      if (role)
        res.cookie(SESSION_COOKIE, tokens.session(role), { httpOnly: true, sameSite: 'strict', path: '/' })
      else if (!visitor(req)) return askForLink(res, 403)
      res.set('Referrer-Policy', 'no-referrer').redirect(home())
    },
    token: (req, res) => {
      const role = visitor(req)
      if (!role)
        return void res
          .status(401)
          .json({ message: 'There is no session: open a link from the start again.' })
      res.set('Cache-Control', 'no-store').json({ token: tokens.apiToken(role), role })
    }
  }
}

/** Cookies do not tell ports of one machine apart: another local page's requests carry its own origin. */
const isFromOurPage = (req: Request): boolean => {
  const { origin, host } = req.headers
  if (req.method === 'GET' || req.method === 'HEAD' || origin === undefined) return true
  return origin.replace(/^https?:\/\//, '') === host
}

export const askForLink = (res: Response, status: number): void =>
  void res.status(status).type('html').set('Cache-Control', 'no-store').send(ASK)

const ASK = `<!doctype html>
<html lang="es"><head><meta charset="utf-8"><title>Local Studio</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:12vh auto;padding:0 1em;color:#182026}
code{background:#ebf1f5;padding:.1em .3em}h1{font-size:1.4em}hr{border:0;border-top:1px solid #d8e1e8;margin:2em 0}</style>
</head><body>
<h1>Abre el enlace de acceso</h1>
<p>Al arrancar, el Local Studio imprime en la terminal dos enlaces de un solo uso: uno de administrador y otro de solo
lectura. Abre uno de ellos. Si ya se usaron, reinicia con <code>npm start</code> para obtener otros.</p>
<hr>
<h1 lang="en">Open the login link</h1>
<p lang="en">When it starts, the Local Studio prints two links in the terminal, each for one use: one for an
administrator and one that only reads. Open one of them. If they have been used, restart with <code>npm start</code>
to get new ones.</p>
</body></html>
`
