/**
 * The Studio's own code takes React and Blueprint from the same globals as the modules' views. A second copy of React
 * on the page would break every hook of a view, because hooks belong to the copy that renders.
 */
export const React = window.React
export const ReactDOM = window.ReactDOM
export const Blueprint = window.BlueprintJsCore
export const shared = window.BotpressShared
export const studio = window.__STUDIO__

/** The path under which everything is served: empty unless the server is reached behind one (EXTERNAL_URL). */
export const rootPath = window.BOT_API_PATH.slice(0, window.BOT_API_PATH.lastIndexOf('/api/v1/bots/'))

export const sandboxPath = `${rootPath}/studio/sandbox`

export const viewPath = (botId: string, module: string): string =>
  `${rootPath}/studio/${encodeURIComponent(botId)}/modules/${encodeURIComponent(module)}`
