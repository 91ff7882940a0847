/** What campaigns and sequences use of the outbox. */
export { addressesOf } from './addresses'
export { enqueue, type NewMessage } from './enqueue'
export { frequencyCapOf, type ClaimedMessage, type Gate } from './claim'
export {
  closeLane,
  lockLanes,
  openLane,
  openOwners,
  putLane,
  readLane,
  removeLane,
  reopenLane,
  type GivenPace,
  type Lane,
  type LanePace
} from './lanes'
export {
  FIRST_BACKOFF_MS,
  isMessageStatus,
  MESSAGE_STATUSES,
  movesForward,
  type Became,
  type Listener,
  type MessageStatus,
  type Outcome,
  type Owner,
  type Reason
} from './message'
export { recoverLost } from './recover'
export { cancelMessages, cancelPending, decideUnconfirmed, removeMessages, retryFailed } from './decide'
export { emptyRows as forgetMessages, forgetPeople, hasPeople } from './forget'
export { forgetPerson } from './forget-person'
export { forgetStrangers, removeOldContacts, type KnownElsewhere, type StrangersCursor } from './strangers'
export { Dispatcher, type Planner } from './dispatcher'
export { reconcile, type Difference } from './reconcile'
export { attemptRef, type Delivery } from './runner'
export {
  addCost,
  addEngagement,
  costsOf,
  addToTally,
  countRows,
  everAccepted,
  reasonCounts,
  tallyOf,
  timeline,
  type ReasonCount,
  type Tally,
  type TimelinePoint
} from './tally'
export { prospectsOf, type Prospect, type Prospects } from './prospects'
export {
  firstTried,
  messagesCalled,
  settledUntil,
  triedMessages,
  triedSince,
  type TriedMessage
} from './send-log'
export { queueByChannel, waitingLanes, type ChannelQueue, type WaitingLane } from './queue'
export { readSender } from './senders'
export { recovered } from './pace'
export { ownerFields } from './owner-fields'
export { type Attempt, type Watch } from './watch'
export { peopleLeft, takeTurn, type Reactions, type SenderLimits, type Waiting } from './turn'
