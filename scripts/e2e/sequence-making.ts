/**
 * A sequence of five steps with branches, made in the builder with the mouse or with the keyboard alone: a mail; whether
 * it was opened, with a task for those who did and another mail for the others; and a WhatsApp message two days later.
 */
import type { Page } from 'playwright-core'
import { noObjections } from './accessibility'
import { panelAt } from './addresses'
import { handsOn, type Hands } from './hands'
import { carryTo, dragTo } from './sequence-hands'
import { tabTo } from './visit'

interface MadeStep {
  key: string
  type: string
  parent_key: string | null
  branch: string | null
  delay_days: number
  config: Record<string, unknown>
}

export interface MadeSequence {
  id: number
  active: boolean
  steps: MadeStep[]
}

export const isSaved = (page: Page): Promise<void> => page.locator('[data-dirty=false]').waitFor()

export const idIn = async (page: Page): Promise<number> =>
  Number(await page.locator('[data-builder]').getAttribute('data-builder'))

/** The key of the only step of this type, or of the last of them. */
const keyOf = async (page: Page, type: string): Promise<string> =>
  (await page.locator(`.oc-flow [data-type=${type}]`).last().getAttribute('data-step')) ?? ''

const begin = async (page: Page, hands: Hands, name: string, language: string): Promise<void> => {
  await page.setViewportSize({ width: 1280, height: 1500 })
  await page.goto(panelAt('#/sequences', language))
  await hands.press('a[href$="#/sequences/new"]')
  await page.locator('[data-begin=blank]').waitFor()
  await hands.write('#oc-sequence-name', name)
  await hands.press('[data-begin=blank] button[type=submit]')
  await page.locator('[data-flow]').waitFor()
}

const writeMail = async (page: Page, hands: Hands, subject: string): Promise<void> => {
  await page.locator('[data-panel=email]').waitFor()
  await hands.write('#oc-step-config-subject', subject)
  await hands.write(
    '#oc-step-config-html',
    '<p>Hi</p><p><a href="https://casanopal.example/carta">Carta</a></p>'
  )
}

const save = async (page: Page, hands: Hands): Promise<number> => {
  await noObjections(page)
  await hands.press('[data-action=save]')
  await isSaved(page)
  return idIn(page)
}

export const makeWithMouse = async (page: Page, name: string): Promise<number> => {
  const hands = handsOn(page, 'mouse')
  await begin(page, hands, name, 'es')
  await dragTo(page, page.locator('[data-add=email]'), '::0')
  await writeMail(page, hands, 'First')
  await dragTo(page, page.locator('[data-add=condition]'), '::1')
  const condition = await keyOf(page, 'condition')
  await hands.choose('#oc-step-config-check-step_key', await keyOf(page, 'email'))
  await hands.write('#oc-step-config-within_days', '3')
  await page
    .locator('[data-sentence]', {
      hasText: /^Si el prospecto abrió el paso 1 \(“First”\) en un plazo de 3 días$/
    })
    .waitFor()
  // Put down in the wrong place first, then carried to the right one.
  await dragTo(page, page.locator('[data-add=task]'), '::2')
  await hands.write('#oc-step-config-title', 'Call ')
  await hands.press('[data-menu="variables-oc-step-config-title"]')
  await hands.press('[data-entry=first_name]')
  const task = await keyOf(page, 'task')
  await dragTo(page, page.locator(`[data-step="${task}"]`), `${condition}:yes:0`)
  await dragTo(page, page.locator('[data-add=email]'), `${condition}:no:0`)
  await writeMail(page, hands, 'Second')
  await dragTo(page, page.locator('[data-add=whatsapp]'), '::2')
  await page.locator('.oc-choice', { hasText: 'aviso_horario' }).first().click()
  await page.locator('[data-template=aviso_horario]').waitFor()
  await hands.write('#oc-step-delay_days', '2')
  const id = await save(page, hands)

  // A condition does not go into itself: it stays where it is.
  await page.locator(`[data-step="${condition}"]`).hover()
  await page.mouse.down()
  const inside = await page.locator(`[data-place="place:${condition}:yes:0"]`).boundingBox()
  await page.mouse.move((inside?.x ?? 0) + 20, (inside?.y ?? 0) + 20, { steps: 8 })
  await page.locator('.oc-slot-over').waitFor()
  expect(await page.locator(`[data-place^="place:${condition}"].oc-slot-over`).count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect(await page.locator('[data-dirty=false]').count()).toBe(1)
  return id
}

/** The button of a place opens a menu of what can stand there. */
const openMenuAt = async (page: Page, place: string): Promise<void> => {
  await tabTo(page, `[data-place="place:${place}"] button`)
  await page.keyboard.press('Enter')
  await page.locator('[role=menu]').waitFor()
}

export const makeWithKeyboard = async (page: Page, name: string): Promise<number> => {
  const hands = handsOn(page, 'keyboard')
  await begin(page, hands, name, 'en')
  await hands.press('[data-add=email]')
  await writeMail(page, hands, 'First')
  await hands.press('[data-add=condition]')
  await page.locator('[data-panel=condition]').waitFor()
  const condition = await keyOf(page, 'condition')
  await hands.choose('#oc-step-config-check-step_key', await keyOf(page, 'email'))
  await hands.write('#oc-step-config-within_days', '3')
  // Behind the step that is open, then carried from place to place into its branch.
  await hands.press('[data-add=task]')
  await page.locator('[data-panel=task]').waitFor()
  await hands.write('#oc-step-config-title', 'Call ')
  await hands.press('[data-menu="variables-oc-step-config-title"]')
  await page.locator('[role=menu]').waitFor()
  await page.keyboard.press('Enter')
  const task = await keyOf(page, 'task')
  await carryTo(page, task, `${condition}:yes:0`, 'ArrowUp')
  // The focus stays with what was carried.
  expect(await page.evaluate<string>('document.activeElement.dataset.handle')).toBe(task)

  await openMenuAt(page, `${condition}:no:0`)
  await page.keyboard.press('Enter')
  await writeMail(page, hands, 'Second')
  await page.keyboard.press('Escape')
  await openMenuAt(page, '::2')
  await page.keyboard.type('w')
  await page.keyboard.press('Enter')
  await page.locator('[data-panel=whatsapp]').waitFor()
  await hands.write('[data-panel=whatsapp] input[type=search]', 'aviso_horario')
  await hands.press('.oc-choice input')
  await page.locator('[data-template=aviso_horario]').waitFor()
  await hands.write('#oc-step-delay_days', '2')
  return save(page, hands)
}

export const expectMade = ({ steps }: MadeSequence): void => {
  const [first, condition, task, second, last] = steps
  expect(steps).toHaveLength(5)
  expect(first).toMatchObject({ type: 'email', parent_key: null, config: { subject: 'First' } })
  expect(condition).toMatchObject({
    type: 'condition',
    parent_key: null,
    config: { check: { kind: 'opened', step_key: first?.key }, within_days: 3 }
  })
  expect(task).toMatchObject({
    type: 'task',
    parent_key: condition?.key,
    branch: 'yes',
    config: { title: 'Call {{ first_name }}' }
  })
  expect(second).toMatchObject({
    type: 'email',
    parent_key: condition?.key,
    branch: 'no',
    config: { subject: 'Second' }
  })
  expect(last).toMatchObject({
    type: 'whatsapp',
    parent_key: null,
    delay_days: 2,
    config: { template_id: 'aviso_horario' }
  })
}
