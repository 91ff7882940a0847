/**
 * The Studio's own code takes React and Blueprint from the same globals as the modules' views. A second copy of React
 * on the page would break every hook of a view, because hooks belong to the copy that renders.
 */
export const React = window.React
export const ReactDOM = window.ReactDOM
export const Blueprint = window.BlueprintJsCore
export const shared = window.BotpressShared
export const studio = window.__STUDIO__
