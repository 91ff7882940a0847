/** The rules of a sequence: what it is called, for whom it is, what begins it, when it sends and what stops it. */
import React, { type FC } from 'react'
import type { Draft } from '../model/draft'
import { problemAt, type Problem } from '../model/problems'
import { problemText } from '../words'
import { About } from './about'
import { Mails } from './mails'
import { People } from './people'
import type { Setters } from './setters'
import { Stops } from './stops'
import { Times } from './times'

interface Props {
  draft: Draft
  problems: readonly Problem[]
  canWrite: boolean
  onEdit: (change: (draft: Draft) => Draft, group: string) => void
}

export const SettingsPart: FC<Props> = ({ draft, problems, canWrite, onEdit }) => {
  const own = problems.filter(({ step }) => step === null)
  const setters: Setters = {
    draft,
    canWrite,
    setField: change =>
      onEdit(draft => ({ ...draft, fields: { ...draft.fields, ...change } }), Object.keys(change).join()),
    setRule: change =>
      onEdit(draft => ({ ...draft, settings: { ...draft.settings, ...change } }), Object.keys(change).join()),
    errorOf: field => {
      const problem = problemAt(own, field)
      return problem && problemText(problem)
    }
  }
  return (
    <div className="oc-sequence-settings">
      <About {...setters} />
      <People {...setters} />
      <Times {...setters} />
      <Stops {...setters} />
      <Mails {...setters} />
    </div>
  )
}
