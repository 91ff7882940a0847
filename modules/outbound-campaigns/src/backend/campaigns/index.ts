/** The public face of campaigns: what the entry wires. */
export type { CampaignStatus } from './states'
export { createCampaigns, type CampaignsCapability } from './capability'
