import { faultsOfEntry } from './entry-schema'

const nothing = () => undefined

describe("Botpress's schema of an entry", () => {
  it('takes every key it knows', () => {
    const entry = {
      onServerStarted: nothing,
      onServerReady: nothing,
      onBotMount: nothing,
      onBotUnmount: nothing,
      onModuleUnmount: nothing,
      onTopicChanged: nothing,
      onFlowChanged: nothing,
      onFlowRenamed: nothing,
      onElementChanged: nothing,
      skills: [],
      translations: { en: {} },
      botTemplates: [],
      dialogConditions: [],
      definition: {
        name: 'x',
        fullName: 'X',
        plugins: [],
        noInterface: false,
        moduleView: { stretched: true },
        menuIcon: 'send-message',
        menuText: 'X',
        homepage: 'https://example.org',
        experimental: false,
        workspaceApp: { bots: true }
      }
    }
    expect(faultsOfEntry(entry)).toEqual([])
  })

  it.each([
    [{ definition: { name: 'x' }, onServerStart: nothing }, '"onServerStart" is not allowed'],
    [{ definition: { name: 'x', version: '1' } }, '"definition.version" is not allowed'],
    [
      { definition: { name: 'x', moduleView: { wide: true } } },
      '"definition.moduleView.wide" is not allowed'
    ],
    [{}, '"definition" is required'],
    [{ definition: {} }, '"definition.name" is required'],
    [{ definition: { name: '' } }, '"definition.name" must be a string'],
    [{ definition: { name: 'x' }, onBotMount: 'soon' }, '"onBotMount" must be a function'],
    [{ definition: { name: 'x' }, skills: {} }, '"skills" must be an array'],
    [{ definition: { name: 'x' }, translations: [] }, '"translations" must be an object'],
    [{ definition: { name: 'x', noInterface: 'no' } }, '"definition.noInterface" must be a boolean'],
    [undefined, '"entry" must be an object']
  ])('refuses %j', (entry, fault) => {
    expect(faultsOfEntry(entry)).toEqual([fault])
  })

  it('says everything that is wrong at once', () => {
    expect(faultsOfEntry({ definition: { fullName: 3 }, extra: 1 })).toHaveLength(3)
  })
})
