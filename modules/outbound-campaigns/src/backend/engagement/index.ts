/** What other capabilities use of engagement. */
export { createEngagement, type EngagementCapability, type EngagementContext } from './capability'
export {
  counts,
  engagementEvent,
  type EventBody,
  type EventType,
  type NewEvent,
  type Place,
  type Verdict
} from './events/event'
export { finalEventsOf } from './events/facts'
export { recordEvents } from './events/record'
export { type PlacesOf } from './replies'
export { type AskedNow, type WatchedLeads } from './poll/poll'
export { guardedFetch, type Fetch, type Fetched } from './fetch'
export { type MailTracker, type MailTracking, type Tracking } from './tracking/tracking'
