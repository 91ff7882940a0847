/** People out of a file: looked at before anything is written. */
import { Button, Card } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { getSettings } from '../../../api/settings'
import { t } from '../../../text'
import { LEADS } from '../../navigation/leads-routes'
import { Page } from '../../navigation/page'
import { saveFile } from '../../platform/download'
import { useResource } from '../../platform/use-resource'
import { UploadArea } from '../../upload/area'
import { TO_LEADS } from '../../upload/place'
import { sampleLeads } from './sample'

const RARELY_MS = 300_000

export const ImportLeadsScreen: FC = () => {
  const [settings] = useResource(getSettings, { everyMs: RARELY_MS })
  return (
    <Page title={t('leads.importTitle')} crumbs={[{ text: t('leads.title'), to: LEADS }]}>
      <Card className="oc-card">
        <UploadArea
          to={TO_LEADS}
          people={null}
          maxMb={settings.kind === 'ready' ? settings.value.max_upload_mb : null}
          head={
            <>
              <h2 className="oc-unseen">{t('people.file')}</h2>
              <p className="oc-muted">{t('leads.importText')}</p>
            </>
          }
          hint={
            <Button
              minimal
              small
              className="oc-link"
              icon="download"
              text={t('campaigns.none.sample')}
              onClick={() => saveFile(sampleLeads(), t('campaigns.sampleFile'))}
            />
          }
          onTakenIn={() => undefined}
        />
      </Card>
    </Page>
  )
}
