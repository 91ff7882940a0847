/**
 * What the bundle's code sees as `globalThis`: everything that is global, and whatever a library puts there stays with
 * the module. The bundle is loaded twice, by the core and by the Studio's process, beside the bundles of other modules.
 */
export const ownGlobals = Object.create(global) as typeof global
