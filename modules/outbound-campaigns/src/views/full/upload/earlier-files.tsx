/** The files that were taken in, each with its numbers and the rows that were not taken, to correct and upload again. */
import { Button } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import type { Failure } from '../../api/answer'
import { getImports, getRefusedRows, type Import } from '../../api/imports'
import { moment, number } from '../../format'
import { counted, t } from '../../text'
import { saveFile } from '../platform/download'
import { FailureNotice } from '../platform/failure'
import { useBridge } from '../platform/panel-context'
import { useResource } from '../platform/use-resource'
import { peopleIn } from './counts'
import type { UploadPlace } from './place'

export const useRefusedRows = ({ path }: UploadPlace) => {
  const bridge = useBridge()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const download = async (importId: number): Promise<void> => {
    setBusy(true)
    const answer = await getRefusedRows(bridge.http(), path, importId)
    setBusy(false)
    setFailure(answer.kind === 'failure' ? answer.failure : null)
    if (answer.kind === 'value') saveFile(answer.value, t('people.refusedFile', { id: importId }))
  }
  return { download, busy, failure }
}

const FileLine: FC<{ file: Import; onRefused: () => void; busy: boolean }> = ({ file, onRefused, busy }) => {
  const refused = file.duplicates + file.invalid
  return (
    <tr data-import={file.id}>
      <th scope="row" className="oc-cell">
        {file.file_name ?? t('people.noFileName')}
        {file.status !== 'completed' && (
          <div className="oc-small oc-muted">{t(`people.importStatus.${file.status}` as const)}</div>
        )}
      </th>
      <td>{moment(file.started_at)}</td>
      <td className="oc-numeric">{number(peopleIn(file))}</td>
      <td>
        {refused > 0 && (
          <Button
            small
            minimal
            icon="download"
            disabled={busy}
            text={t('people.refusedRows', counted(refused, number))}
            onClick={onRefused}
          />
        )}
      </td>
    </tr>
  )
}

const EVERY_MS = 20_000

export const EarlierFiles: FC<{ place: UploadPlace; changes: string }> = ({ place, changes }) => {
  const [files, refresh] = useResource(http => getImports(http, place.path), {
    key: changes,
    everyMs: EVERY_MS
  })
  const refused = useRefusedRows(place)
  if (files.kind === 'loading') return null
  if (files.kind === 'failed') return <FailureNotice failure={files.failure} onRetry={refresh} />
  if (files.value.items.length === 0) return null
  return (
    <>
      <h3>{t('people.files')}</h3>
      {refused.failure && <FailureNotice failure={refused.failure} title={t('people.noDownload')} />}
      <table className="oc-table oc-table-small">
        <thead>
          <tr>
            <th scope="col">{t('people.file')}</th>
            <th scope="col">{t('people.when')}</th>
            <th scope="col">{t('people.count.accepted')}</th>
            <th scope="col">{t('people.refused')}</th>
          </tr>
        </thead>
        <tbody>
          {files.value.items.map(file => (
            <FileLine
              key={file.id}
              file={file}
              busy={refused.busy}
              onRefused={() => void refused.download(file.id)}
            />
          ))}
        </tbody>
      </table>
    </>
  )
}
