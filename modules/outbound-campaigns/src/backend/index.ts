import type { ModuleEntryPoint } from 'botpress/sdk'
import en from '../translations/en.json'
import es from '../translations/es.json'
import { OutboundCampaigns } from './module'
import { MODULE_NAME } from './platform/host'

/**
 * What Botpress loads. It requires this file twice, in the core's process and in the Studio's, and calls the lifecycle
 * in the core's alone: so nothing happens here but the export.
 */
let running: OutboundCampaigns | undefined

const entry: ModuleEntryPoint = {
  async onServerStarted(bp) {
    running = await OutboundCampaigns.start(bp)
  },
  async onServerReady() {
    running?.serve()
  },
  async onBotMount(_bp, botId) {
    await running?.mountBot(botId)
  },
  async onBotUnmount(_bp, botId) {
    await running?.unmountBot(botId)
  },
  async onModuleUnmount() {
    await running?.stop()
    running = undefined
  },
  translations: { en, es },
  definition: {
    name: MODULE_NAME,
    fullName: 'Outbound Campaigns',
    menuIcon: 'send-message',
    menuText: 'Outbound Campaigns',
    moduleView: { stretched: true },
    noInterface: false
  }
}

export default entry
