/** The public face of campaigns: what the entry wires. */
export type { CampaignStatus } from './states'
export { contextOfAnswer } from './context'
export { createCampaigns, type CampaignsCapability } from './capability'
export { campaignsStanding, type CampaignsStanding } from './standing'
