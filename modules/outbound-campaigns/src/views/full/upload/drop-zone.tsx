/** Where a file is chosen or dropped. The field itself takes the focus, so the keyboard opens the same dialog. */
import { Icon } from '@blueprintjs/core'
import React, { useState, type ChangeEvent, type DragEvent, type FC } from 'react'
import { t } from '../../text'

interface Props {
  maxMb: number | null
  hint: string
  onFile: (file: File) => void
}

export const DropZone: FC<Props> = ({ maxMb, hint, onFile }) => {
  const [over, setOver] = useState(false)
  const take = (files: FileList | null): void => {
    const file = files && files[0]
    if (file) onFile(file)
  }
  const hover = (event: DragEvent): void => {
    event.preventDefault()
    setOver(true)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <label
      className={over ? 'oc-drop oc-drop-over' : 'oc-drop'}
      onDragOver={hover}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon icon="cloud-upload" iconSize={32} />
      <span className="oc-strong">{t('people.drop')}</span>
      <span className="oc-small oc-muted">
        {hint}
        {maxMb !== null && ` ${t('people.dropLimit', { mb: maxMb })}`}
      </span>
      <input
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        onChange={(event: ChangeEvent<HTMLInputElement>) => {
          take(event.currentTarget.files)
          // The same file again, corrected, is a change too.
          event.currentTarget.value = ''
        }}
      />
    </label>
  )
}
