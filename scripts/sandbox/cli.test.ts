import { readCli } from './cli'

describe('the command line', () => {
  it('is read with and without equals signs', () => {
    expect(readCli(['--port', '80', '--smtp-port=25', '--data', '/d', '--token=a=b', '--bare'])).toEqual({
      kind: 'run',
      port: 80,
      smtpPort: 25,
      dataDir: '/d',
      token: 'a=b',
      bare: true
    })
    expect(readCli(['--port', '1', '--help'])).toEqual({ kind: 'help' })
  })

  it.each([
    [['--prot', '1'], /no option --prot/],
    [['--port'], /--port needs a value/],
    [['--port', '70000'], /not 70000/],
    [['--smtp-port', 'x'], /not x/],
    [['extra'], /no option extra/]
  ])('says what is wrong with %p', (words, why) => {
    expect(readCli(words)).toEqual({ kind: 'wrong', why: expect.stringMatching(why) })
  })
})
