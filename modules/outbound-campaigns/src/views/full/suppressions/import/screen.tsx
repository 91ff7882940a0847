/** Opt-outs out of a file, such as another provider's list: looked at before anything is written. */
import { Card, HTMLSelect } from '@blueprintjs/core'
import React, { useMemo, useState, type FC } from 'react'
import { getSettings } from '../../../api/settings'
import type { OptOutChannel } from '../../../api/suppressions'
import { t } from '../../../text'
import { Page } from '../../navigation/page'
import { SUPPRESSIONS } from '../../navigation/suppressions-routes'
import { Field } from '../../platform/field'
import { useResource } from '../../platform/use-resource'
import { UploadArea } from '../../upload/area'
import type { UploadPlace } from '../../upload/place'
import { CHANNELS } from '../names'
import { channelText } from '../words'

const RARELY_MS = 300_000

export const ImportSuppressionsScreen: FC = () => {
  const [settings] = useResource(getSettings, { everyMs: RARELY_MS })
  const [channel, setChannel] = useState<OptOutChannel>('all')
  const to = useMemo<UploadPlace>(
    () => ({ path: '/opt-outs', into: 'opt_outs', params: { channel } }),
    [channel]
  )
  return (
    <Page
      title={t('suppressions.importTitle')}
      crumbs={[{ text: t('suppressions.title'), to: SUPPRESSIONS }]}
    >
      <Card className="oc-card">
        <UploadArea
          // Another channel makes something else of the same file: it is looked at anew.
          key={channel}
          to={to}
          people={null}
          maxMb={settings.kind === 'ready' ? settings.value.max_upload_mb : null}
          head={
            <>
              <h2 className="oc-unseen">{t('people.file')}</h2>
              <p className="oc-muted">{t('suppressions.importText')}</p>
              <Field id="oc-import-channel" label={t('suppressions.importChannel')}>
                {field => (
                  <HTMLSelect
                    {...field}
                    value={channel}
                    onChange={event =>
                      setChannel(CHANNELS.find(one => one === event.currentTarget.value) ?? 'all')
                    }
                  >
                    {CHANNELS.map(one => (
                      <option key={one} value={one}>
                        {channelText(one)}
                      </option>
                    ))}
                  </HTMLSelect>
                )}
              </Field>
            </>
          }
          onTakenIn={() => undefined}
        />
      </Card>
    </Page>
  )
}
