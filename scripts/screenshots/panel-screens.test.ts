import fs from 'fs'
import path from 'path'
import { PANEL_SCREENS } from './panel-screens'

const NAVIGATION = path.resolve(__dirname, '../../modules/outbound-campaigns/src/views/full/navigation')

/** As the panel's own routes name them: `screen: 'leads'`. */
const screensOfThePanel = (): string[] => {
  const texts = fs
    .readdirSync(NAVIGATION)
    .filter(name => /routes\.ts$/.test(name))
    .map(name => fs.readFileSync(path.join(NAVIGATION, name), 'utf8'))
  return [
    ...new Set(
      texts.flatMap(text => Array.from(text.matchAll(/\bscreen: '(\w+)'/g), match => match[1] ?? ''))
    )
  ]
}

it('every screen of the panel is among those that are looked at, and none that is not there', () => {
  const known = screensOfThePanel()
  expect(known).toContain('nurturing_settings')
  expect(Object.keys(PANEL_SCREENS).sort()).toEqual(known.sort())
})

it('no two of them have one name', () => {
  const names = Object.values(PANEL_SCREENS).map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
