/** A picture that is there as a table too. */
import { Button } from '@blueprintjs/core'
import React, { useState } from 'react'
import { t } from '../../text'

export type ShownAs = 'picture' | 'table'

export const useShownAs = (): [ShownAs, JSX.Element] => {
  const [shownAs, setShownAs] = useState<ShownAs>('picture')
  const other = shownAs === 'table' ? 'picture' : 'table'
  const button = (
    <Button
      small
      minimal
      icon={other === 'picture' ? 'timeline-line-chart' : 'th'}
      text={t(other === 'picture' ? 'campaign_page.timeline.asPicture' : 'campaign_page.timeline.asTable')}
      onClick={() => setShownAs(other)}
    />
  )
  return [shownAs, button]
}
