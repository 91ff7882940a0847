/** Something to copy: an address or a key, in a field with a button, and what goes where. */
import { Button, InputGroup } from '@blueprintjs/core'
import React, { useRef, useState, type FC } from 'react'
import { t } from '../../../text'
import { useAnnounce } from '../../platform/announce'
import { Field } from '../../platform/field'
import { copyText } from './copy'

const SAID_MS = 2500

export const Copied: FC<{ id: string; label: string; where: string; text: string }> = ({
  id,
  label,
  where,
  text
}) => {
  const announce = useAnnounce()
  const field = useRef<HTMLInputElement | null>(null)
  const [said, setSaid] = useState<'copied' | 'notCopied' | null>(null)
  const copy = async (): Promise<void> => {
    if (!field.current) return
    const outcome = (await copyText(field.current)) ? 'copied' : 'notCopied'
    setSaid(outcome)
    announce(t(`settings.webhooks.${outcome}` as const))
    setTimeout(() => setSaid(null), SAID_MS)
  }
  return (
    <Field id={id} label={label} hint={where}>
      {props => (
        <div className="oc-side-by-side">
          <InputGroup
            {...props}
            readOnly
            value={text}
            inputRef={element => {
              field.current = element
            }}
          />
          <Button
            icon={said === 'copied' ? 'tick' : 'duplicate'}
            text={t(`settings.webhooks.${said ?? 'copy'}` as const)}
            onClick={() => void copy()}
          />
        </div>
      )}
    </Field>
  )
}
