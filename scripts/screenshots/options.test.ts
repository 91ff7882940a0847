import { readOptions } from './options'

test('without a word, the pictures of the READMEs', () => {
  expect(readOptions([])).toEqual({
    kind: 'run',
    options: {
      language: 'en',
      width: 1280,
      folder: expect.stringMatching(/docs.images$/),
      screens: 'documented'
    }
  })
})

test('everything can be said', () => {
  expect(readOptions(['--language', 'es', '--width', '1024', '--all', '--out', 'seen'])).toEqual({
    kind: 'run',
    options: { language: 'es', width: 1024, folder: 'seen', screens: 'all' }
  })
})

test.each([[['--language', 'fr']], [['--width', 'wide']], [['--out']], [['--all']], [['--fast']]])(
  '%j is wrong, and says why',
  words => expect(readOptions(words)).toMatchObject({ kind: 'wrong' })
)

test('--help wins', () => expect(readOptions(['--width', '900', '--help'])).toEqual({ kind: 'help' }))
