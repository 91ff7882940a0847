/** What every step of the form gets. */
import type { Campaign } from '../../../api/campaigns'
import type { Settings } from '../../../api/settings'
import type { Template, TemplateList } from '../../../api/templates'
import type { BeforeNext } from '../../upload/area'
import type { Resource } from '../../platform/resource'
import type { FormProblem } from './problems'
import type { OpenDraft } from './use-draft'

export interface StepProps {
  draft: OpenDraft
  problems: FormProblem[]
  /** Also what is empty is wrong by now: the step was left once. */
  strict: boolean
  templates: Resource<TemplateList>
  askForTemplates(): void
  /** The chosen one, where the account's list has it. */
  template: Template | null
  settings: Settings | null
  /** People have come in, or gone. */
  onPeopleChanged(): void
  beforeNext: BeforeNext
}

/** A step that only a saved campaign has. */
export interface SavedStepProps extends StepProps {
  campaign: Campaign
}
