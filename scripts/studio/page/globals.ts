/**
 * Puts on `window` what Botpress v12's Studio has there, at the same versions, under the same names, with the same
 * style sheets in the same order (Blueprint's, then Bootstrap's, then the theme).
 */
import '@blueprintjs/core/lib/css/blueprint.css'
import '@blueprintjs/icons/lib/css/blueprint-icons.css'
import '@blueprintjs/select/lib/css/blueprint-select.css'
import 'bootstrap/dist/css/bootstrap.css'
import './globals.css'

import * as BlueprintJsCore from '@blueprintjs/core'
import * as BlueprintJsSelect from '@blueprintjs/select'
import React from 'react'
import * as ReactBootstrap from 'react-bootstrap'
import ReactDOM from 'react-dom'
import { createShared } from './shared'
import { botpressUI } from './shared/botpress-ui'

const { language, apiToken, translations } = window.__STUDIO__

Object.assign(window, {
  React,
  ReactDOM,
  BlueprintJsCore,
  BlueprintJsSelect,
  ReactBootstrap,
  BotpressShared: createShared(language, apiToken, translations),
  BotpressUI: botpressUI
})
