/** No sequence has written to anybody yet: what there will be to see, and how to begin. */
import { AnchorButton, Card, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../text'
import { hrefOf } from '../navigation/use-route'
import { Message } from '../platform/message'
import { useCanWrite } from '../platform/panel-context'

export const Welcome: FC = () => {
  const canWrite = useCanWrite()
  return (
    <Card className="oc-card" data-part="welcome">
      <Message
        icon="timeline-line-chart"
        heading="h2"
        title={t('dashboard.welcome.title')}
        text={t('dashboard.welcome.text')}
      >
        {canWrite && (
          <div className="oc-message-actions">
            <AnchorButton
              intent={Intent.PRIMARY}
              icon="git-branch"
              text={t('dashboard.welcome.sequence')}
              href={hrefOf({ screen: 'new_sequence' })}
            />
            <AnchorButton
              icon="send-message"
              text={t('dashboard.welcome.campaign')}
              href={hrefOf({ screen: 'new_campaign' })}
            />
            <AnchorButton
              icon="import"
              text={t('dashboard.welcome.leads')}
              href={hrefOf({ screen: 'import_leads' })}
            />
          </div>
        )}
      </Message>
    </Card>
  )
}
