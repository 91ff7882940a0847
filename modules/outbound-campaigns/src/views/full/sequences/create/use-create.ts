/** Makes a sequence in one of the ways there are, once however often it is clicked, and opens it. */
import { useRef, useState } from 'react'
import type { Answer, Failure } from '../../../api/answer'
import { createDefault, cloneSequence, createFromLibrary, type LibraryKind } from '../../../api/sequences'
import type { Http } from '../../../studio'
import { t } from '../../../text'
import { go } from '../../navigation/use-route'
import { useAnnounce } from '../../platform/announce'
import { useBridge } from '../../platform/panel-context'

export type Language = 'es' | 'en'

export type Beginning =
  | { from: 'library'; kind: LibraryKind; language: Language }
  | { from: 'default'; language: Language }
  | { from: 'copy'; id: number }
  | { from: 'blank'; name: string; language: Language }

const request = (http: Http, wanted: Beginning): Promise<Answer<{ id: number; name: string }>> => {
  switch (wanted.from) {
    case 'library':
      return createFromLibrary(http, { kind: wanted.kind, language: wanted.language })
    case 'default':
      return createDefault(http, wanted.language)
    case 'copy':
      return cloneSequence(http, wanted.id)
    case 'blank':
      return createFromLibrary(http, { kind: 'blank', language: wanted.language, name: wanted.name })
  }
}

export const useCreate = () => {
  const bridge = useBridge()
  const announce = useAnnounce()
  const [busy, setBusy] = useState<Beginning | null>(null)
  const [failed, setFailed] = useState<{ wanted: Beginning; failure: Failure } | null>(null)
  const isBusy = useRef(false)

  const create = async (wanted: Beginning): Promise<void> => {
    if (isBusy.current) return
    isBusy.current = true
    setBusy(wanted)
    setFailed(null)
    const answer = await request(bridge.http(), wanted)
    isBusy.current = false
    setBusy(null)
    if (answer.kind === 'failure') {
      setFailed({ wanted, failure: answer.failure })
      return
    }
    announce(t('sequences.create.made', { name: answer.value.name }))
    go({ screen: 'sequence', id: answer.value.id, part: 'steps' })
  }

  return { create, busy, failed, dismiss: () => setFailed(null) }
}
