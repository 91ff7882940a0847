declare module '*.css'

/** Without types of its own in this workspace: nothing here calls it. */
declare module 'react-bootstrap' {
  const components: Record<string, unknown>
  export = components
}
