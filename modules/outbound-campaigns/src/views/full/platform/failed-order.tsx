/** What could not be done, where it was ordered. */
import React, { type FC } from 'react'
import { FailureNotice } from './failure'
import type { Order } from './use-order'

export const FailedOrderNotice: FC<{ order: Order }> = ({ order: { failed, dismiss } }) =>
  failed && <FailureNotice failure={failed.failure} title={failed.title} onDismiss={dismiss} />
