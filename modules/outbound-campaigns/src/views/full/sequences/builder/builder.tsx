/** A sequence to be changed: its steps as a flow or as a list with the settings of one beside them, and its rules. */
import { Button, ButtonGroup } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import type { Answer } from '../../../api/answer'
import {
  checkSequence,
  getVariables,
  type SequenceCheck,
  type SequenceWithSteps
} from '../../../api/sequences'
import { t } from '../../../text'
import { Page } from '../../navigation/page'
import { SEQUENCES, type SequencePart } from '../../navigation/sequences-routes'
import { go } from '../../navigation/use-route'
import { useAnnounce } from '../../platform/announce'
import { useCanWrite } from '../../platform/panel-context'
import { useResource } from '../../platform/use-resource'
import { Flow } from '../flow/flow'
import { useSequenceActions } from '../list/use-actions'
import { localProblems, serverProblems, together } from '../model/problems'
import { find } from '../model/tree'
import { SettingsPart } from '../settings/part'
import { SimulatePart } from '../simulate/part'
import { StepPanel } from '../step-panel/panel'
import { Beside, Parts, SwitchButton } from './header'
import { LinearSteps } from './linear'
import { Notices } from './notices'
import { PeopleDialog } from './people-dialog'
import { ProblemList } from './problem-list'
import { BuilderBar } from './save-bar'
import { useBackKeys, type Back } from './use-back-keys'
import { useChecks } from './use-checks'
import { useDraft } from './use-draft'
import { useSave } from './use-save'
import { useSteps } from './use-steps'
import { useView, type View } from './view'

/** Fields of leads and templates of the account change seldom. */
const SELDOM_MS = 60_000

interface Props {
  sequence: SequenceWithSteps
  part: SequencePart
  onChanged: () => void
}

/** What speaks against switching on what is saved: only asked where it is off. */
const NOTHING_AGAINST: Answer<SequenceCheck> = {
  kind: 'value',
  value: { ready: true, problems: [], warnings: [] }
}

const useReadiness = ({ id, revision, active }: SequenceWithSteps) => {
  const [check] = useResource(http => (active ? Promise.resolve(NOTHING_AGAINST) : checkSequence(http, id)), {
    key: `${id} ${revision} ${active}`,
    everyMs: SELDOM_MS
  })
  return check.kind === 'ready' ? check.value.problems : []
}

const ViewChoice: FC<{ view: View; onChoose: (view: View) => void }> = ({ view, onChoose }) => (
  <ButtonGroup className="oc-view-choice" role="group" aria-label={t('sequences.view.label')}>
    {(['flow', 'list'] as const).map(name => (
      <Button
        key={name}
        small
        icon={name === 'flow' ? 'git-branch' : 'list'}
        text={t(`sequences.view.${name}` as const)}
        active={name === view}
        aria-pressed={name === view}
        data-view={name}
        onClick={() => onChoose(name)}
      />
    ))}
  </ButtonGroup>
)

export const Builder: FC<Props> = ({ sequence, part, onChanged }) => {
  const mayWrite = useCanWrite()
  const announce = useAnnounce()
  const state = useDraft(sequence)
  // What was kept of another revision is decided upon first: what is typed now would take its place.
  const canWrite = mayWrite && state.offered === null
  const save = useSave(state, onChanged)
  const [view, setView] = useView()
  const [selected, setSelected] = useState<string | null>(null)
  const [wanted, setWanted] = useState<{ field: string | null; times: number }>({ field: null, times: 0 })
  const [variables] = useResource(getVariables, { everyMs: SELDOM_MS })
  const actions = useSequenceActions(onChanged)
  const select = (key: string | null, field?: string): void => {
    setSelected(key)
    setWanted(({ times }) => ({ field: field ?? null, times: times + 1 }))
  }
  const steps = useSteps(state, selected, select)
  const { draft, base } = state
  const checks = useChecks(base.id, draft, canWrite && state.dirty)
  const readiness = useReadiness(base)

  const fromServer = [
    ...save.refused,
    ...checks.problems,
    // What is saved is looked at as it was saved; in a draft it may be mended already.
    ...(state.dirty
      ? []
      : serverProblems(
          readiness,
          base.steps.map(({ key }) => key)
        ))
  ]
  const problems = together(localProblems(draft), fromServer)
  const warnings = [...checks.warnings, ...save.warnings]
  const open = selected === null ? null : find(draft.steps, selected)

  const goTo = (step: string | null, field: string): void => {
    if (step === null) go({ screen: 'sequence', id: base.id, part: 'settings' })
    else {
      if (part !== 'steps') go({ screen: 'sequence', id: base.id, part: 'steps' })
      select(step, field)
    }
  }
  const back = (how: Back): void => {
    if (how === 'undo' ? !state.canUndo : !state.canRedo) return
    if (how === 'undo') state.undo()
    else state.redo()
    announce(t(how === 'undo' ? 'sequences.builder.undone' : 'sequences.builder.redone'))
  }
  const saveNow = (switchOn: boolean): void => {
    const [first] = localProblems(draft)
    if (first) {
      announce(t('sequences.problems.first'))
      goTo(first.step, first.field)
      return
    }
    void save.save({ switchOn })
  }
  const root = useBackKeys(canWrite ? back : null)

  const stepsPart = (
    <div className={open ? 'oc-builder oc-builder-open' : 'oc-builder'}>
      <div className="oc-builder-steps">
        <ViewChoice view={view} onChoose={setView} />
        {view === 'flow' ? (
          <Flow steps={steps} problems={problems} canWrite={canWrite} />
        ) : (
          <LinearSteps steps={steps} problems={problems} canWrite={canWrite} />
        )}
      </div>
      {open && (
        <StepPanel
          step={open.node.step}
          steps={steps}
          problems={problems}
          warnings={warnings}
          custom={variables.kind === 'ready' ? variables.value.custom : []}
          canWrite={canWrite}
          wanted={wanted}
        />
      )}
    </div>
  )

  return (
    <div ref={root} tabIndex={-1} className="oc-builder-root" data-builder={base.id}>
      <Page
        title={base.name}
        crumbs={[{ text: t('sequences.title'), to: SEQUENCES }]}
        beside={<Beside sequence={base} />}
        actions={
          canWrite ? (
            <SwitchButton
              sequence={base}
              dirty={state.dirty}
              busy={save.saving || actions.busy}
              onOn={() => saveNow(true)}
              onOff={() => actions.act('deactivate', base)}
            />
          ) : null
        }
      >
        {mayWrite && <Notices state={state} save={save} />}
        {actions.shown}
        <div className="oc-parts-line">
          <Parts id={base.id} part={part} />
          {canWrite && (
            <BuilderBar
              state={state}
              save={save}
              onSave={saveNow}
              onUndo={() => back('undo')}
              onRedo={() => back('redo')}
              onDiscard={() => {
                state.startOver(base)
                announce(t('sequences.builder.discarded'))
              }}
            />
          )}
        </div>
        {canWrite && <ProblemList problems={problems} tree={draft.steps} onGo={goTo} />}
        {part === 'steps' && stepsPart}
        {part === 'simulate' && <SimulatePart id={base.id} draft={draft} problems={problems} />}
        {part === 'settings' && (
          <SettingsPart
            draft={draft}
            problems={problems}
            canWrite={canWrite}
            onEdit={(change, group) => state.edit(change, group)}
          />
        )}
      </Page>
      {save.asking && (
        <PeopleDialog
          people={save.asking.people}
          base={base}
          tree={draft.steps}
          onAnswer={people => void save.answer(people)}
          onCancel={save.callOff}
        />
      )}
    </div>
  )
}
