import type { Capabilities } from './capabilities'
import { obeyWords, suppress } from './compliance'
import { engagementEvent } from './engagement'
import type { Foundation } from './foundation'
import { botpressHandover, handOver, messageReply, messageStatus, settleStatuses, takeReplies } from './inbox'
import { addressBook } from './leads'
import type { Sending } from './sending'
import { channelOf } from './sequences'
import { SINGLE } from './singles'

/** What follows from what we are told, where more than one capability is concerned. The others react by themselves. */
export const reactToFacts = (
  { host, inbox, settings, notifier }: Foundation,
  { campaigns, sequences, compliance, engagement }: Capabilities,
  sending: Sending
): void => {
  inbox.on(
    messageStatus,
    settleStatuses({
      errorPolicyOf: async (botId, tx) => (await settings.of(botId, tx)).error_policy,
      reactions: {
        async owesAgain(tx, botId, owner) {
          // Its lane was closed as soon as it owed nothing.
          if (owner.type === SINGLE) return 'reopen'
          return (channelOf(owner) ? sequences.stops : campaigns.reactions).owesAgain(tx, botId, owner)
        },
        stopped: async (tx, botId, owner, reason) =>
          sending.plannerOf(owner)?.stopped(tx, botId, owner, reason),
        became: async (tx, botId, owner, told) => {
          await sending.plannerOf(owner)?.became?.(tx, botId, owner, told)
          await engagement.arrivals(tx, botId, told)
        },
        async suppress(tx, botId, people) {
          const told = people.map(({ person, channel, reason }) => ({
            person,
            channel,
            source: 'provider' as const,
            evidence: reason.code
          }))
          await suppress(tx, botId, told)
        }
      }
    })
  )
  const obey = obeyWords((botId, tx) => settings.of(botId, tx), addressBook)
  inbox.on(messageReply, takeReplies(obey, engagement.replies))
  inbox.on(engagementEvent, (tx, botId, facts) => compliance.hearOf(tx, botId, facts))
  inbox.onErrand(botpressHandover, handOver(host))
  notifier.register(inbox)
}
