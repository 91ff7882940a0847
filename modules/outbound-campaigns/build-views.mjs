/**
 * Bundles the views for Botpress's Studio. What the Studio has on its page (React, Blueprint, its shared components) is
 * taken from there: a second React would break every hook. Everything else is inside, the styles too.
 */
import { build } from 'esbuild'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))

const GLOBALS = new Map([
  ['react', 'React'],
  ['react-dom', 'ReactDOM'],
  ['@blueprintjs/core', 'BlueprintJsCore'],
  ['@blueprintjs/select', 'BlueprintJsSelect'],
  ['botpress/shared', 'BotpressShared']
])

const studioGlobals = {
  name: 'studio-globals',
  setup(builder) {
    const names = Array.from(GLOBALS.keys()).join('|')
    builder.onResolve({ filter: new RegExp(`^(${names})$`) }, ({ path: name }) => ({
      path: name,
      namespace: 'studio-global'
    }))
    builder.onLoad({ filter: /.*/, namespace: 'studio-global' }, ({ path: name }) => ({
      contents: `module.exports = window.${GLOBALS.get(name)}`,
      loader: 'js'
    }))
  }
}

const STYLE_ID = 'outbound-campaigns-styles'

/** A style sheet becomes one <style> element. A bundle that is loaded again replaces it instead of adding another. */
const styleElement = css => `
  let style = document.getElementById(${JSON.stringify(STYLE_ID)})
  if (!style) {
    style = document.createElement('style')
    style.id = ${JSON.stringify(STYLE_ID)}
    document.head.appendChild(style)
  }
  style.textContent = ${JSON.stringify(css)}
`

const injectedStyles = {
  name: 'injected-styles',
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { outputFiles, metafile } = await build({
        entryPoints: [file],
        absWorkingDir: here,
        bundle: true,
        minify: true,
        write: false,
        metafile: true,
        target: 'es2018',
        logLevel: 'warning'
      })
      return {
        contents: styleElement(outputFiles[0].text),
        loader: 'js',
        watchFiles: Object.keys(metafile.inputs).map(input => path.join(here, input))
      }
    })
  }
}

/** Writes `full.bundle.js` and `lite.bundle.js` into `outdir`, and `charts.bundle.js`, which they fetch when they draw. */
export const buildViews = ({ outdir }) =>
  build({
    absWorkingDir: here,
    entryPoints: {
      'full.bundle': path.join(here, 'src/views/full/index.tsx'),
      'lite.bundle': path.join(here, 'src/views/lite/index.tsx'),
      'charts.bundle': path.join(here, 'src/views/charts/index.tsx')
    },
    outdir,
    bundle: true,
    minify: true,
    platform: 'browser',
    target: 'es2018',
    format: 'iife',
    jsx: 'transform',
    charset: 'utf8',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [studioGlobals, injectedStyles],
    logLevel: 'warning'
  })
