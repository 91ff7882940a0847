/** Who will be written to: a file is looked at, taken in, and its bad rows given back. */
import { Button } from '@blueprintjs/core'
import React, { useMemo, type FC } from 'react'
import { number } from '../../../../format'
import { counted, t } from '../../../../text'
import { saveFile } from '../../../platform/download'
import { UploadArea } from '../../../upload/area'
import { toCampaign } from '../../../upload/place'
import { sampleCsv } from '../../sample-csv'
import type { SavedStepProps } from '../step-props'

const Sample: FC = () => (
  <Button
    minimal
    small
    className="oc-link"
    icon="download"
    text={t('campaigns.none.sample')}
    onClick={() => saveFile(sampleCsv(), t('campaigns.sampleFile'))}
  />
)

export const RecipientsStep: FC<SavedStepProps> = ({ campaign, settings, onPeopleChanged, beforeNext }) => {
  const to = useMemo(() => toCampaign(campaign.id), [campaign.id])
  const people = campaign.counts.total
  return (
    <UploadArea
      to={to}
      people={people}
      maxMb={settings && settings.max_upload_mb}
      head={people > 0 && <p className="oc-strong">{t('people.inside', counted(people, number))}</p>}
      hint={<Sample />}
      onTakenIn={onPeopleChanged}
      beforeNext={beforeNext}
    />
  )
}
