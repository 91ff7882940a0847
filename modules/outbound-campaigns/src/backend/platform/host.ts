import type * as sdk from 'botpress/sdk'

/**
 * What the module is given by whoever loads it: Botpress's SDK and, on hosts that can move the calendar (the Local
 * Studio's sandbox does, Botpress doesn't), a calendar of their own.
 */
export type Host = typeof sdk & { calendar?: { now(): Date } }

export const MODULE_NAME = 'outbound-campaigns'
