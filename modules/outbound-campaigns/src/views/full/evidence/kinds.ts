import type { EvidenceKind } from '../../api/evidence'

export const KINDS = [
  'message.sent',
  'outbound_sequences.dispatch_batch',
  'outbound_campaigns.dispatch_batch',
  'opt_out',
  'opt_in',
  'opt_out.undone',
  'person.forgotten'
] as const satisfies readonly EvidenceKind[]
