/** No campaign yet: what is needed for the first one, and a file to try it with. */
import { AnchorButton, Button, Card, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { hrefOf } from '../../navigation/use-route'
import { saveFile } from '../../platform/download'
import { Message } from '../../platform/message'
import { useCanWrite } from '../../platform/panel-context'
import { sampleCsv } from '../sample-csv'

export const NoCampaigns: FC = () => {
  const canWrite = useCanWrite()
  return (
    <Card className="oc-card">
      <Message
        icon="send-message"
        heading="h2"
        title={t('campaigns.none.title')}
        text={t(canWrite ? 'campaigns.none.text' : 'campaigns.none.readOnly')}
      >
        {canWrite && (
          <div className="oc-message-actions">
            <AnchorButton
              intent={Intent.PRIMARY}
              icon="plus"
              text={t('campaigns.none.first')}
              href={hrefOf({ screen: 'new_campaign' })}
            />
            <Button
              icon="download"
              text={t('campaigns.none.sample')}
              onClick={() => saveFile(sampleCsv(), t('campaigns.sampleFile'))}
            />
          </div>
        )}
      </Message>
    </Card>
  )
}

export const NothingFound: FC<{ onClear: () => void }> = ({ onClear }) => (
  <Card className="oc-card">
    <Message
      icon="search"
      heading="h2"
      title={t('campaigns.notFound.title')}
      text={t('campaigns.notFound.text')}
    >
      <Button text={t('campaigns.notFound.clear')} onClick={onClear} />
    </Message>
  </Card>
)
