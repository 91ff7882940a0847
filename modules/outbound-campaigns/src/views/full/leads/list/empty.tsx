/** Nobody yet: how leads come in. */
import { AnchorButton, Button, Card, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { hrefOf } from '../../navigation/use-route'
import { Message } from '../../platform/message'
import { useCanWrite } from '../../platform/panel-context'

export const NoLeads: FC = () => {
  const canWrite = useCanWrite()
  return (
    <Card className="oc-card">
      <Message
        icon="people"
        heading="h2"
        title={t('leads.none.title')}
        text={t(canWrite ? 'leads.none.text' : 'leads.none.readOnly')}
      >
        {canWrite && (
          <div className="oc-message-actions">
            <AnchorButton
              intent={Intent.PRIMARY}
              icon="import"
              text={t('leads.import')}
              href={hrefOf({ screen: 'import_leads' })}
            />
            <AnchorButton icon="plus" text={t('leads.new')} href={hrefOf({ screen: 'new_lead' })} />
          </div>
        )}
      </Message>
    </Card>
  )
}

export const NobodyFound: FC<{ onClear: () => void }> = ({ onClear }) => (
  <Card className="oc-card">
    <Message icon="search" heading="h2" title={t('leads.notFound.title')} text={t('leads.notFound.text')}>
      <Button text={t('campaigns.notFound.clear')} onClick={onClear} />
    </Message>
  </Card>
)
