/** What speaks against what was typed, at the field that it is about. */
import React, { type ReactNode } from 'react'
import type { Failure, Objection } from '../../../api/answer'
import { t } from '../../../text'
import { hrefOf } from '../../navigation/use-route'
import { rowErrorText } from '../../upload/error-text'

export interface Wrong {
  text(name: string): string | null
  /** Who has it already. */
  hint(name: string): ReactNode | undefined
}

/** Told in the server's words alone: "this phone number is that of lead 12". */
export const holderOf = ({ code, message }: Objection): number | null => {
  const id = code === 'held' || code === 'other_person' ? /\blead (\d+)/.exec(message)?.[1] : undefined
  return id === undefined ? null : Number(id)
}

const textOf = (objection: Objection): string => {
  if (holderOf(objection) !== null) return t('leads.form.held')
  return rowErrorText({ code: objection.code ?? '', message: objection.message })
}

export const objectionsIn = (failure: Failure | null): readonly Objection[] =>
  failure !== null && failure.kind === 'refused' ? failure.objections : []

export const wrongOf = (failure: Failure | null, scoreIsWrong: boolean): Wrong => {
  const find = (name: string) => objectionsIn(failure).find(({ path }) => path === name)
  return {
    text(name) {
      if (name === 'score' && scoreIsWrong) return t('people.error.score_invalid')
      const objection = find(name)
      return objection ? textOf(objection) : null
    },
    hint(name) {
      const objection = find(name)
      const id = objection ? holderOf(objection) : null
      return id === null ? undefined : (
        <a href={hrefOf({ screen: 'lead', id })}>{t('leads.form.openHolder')}</a>
      )
    }
  }
}
