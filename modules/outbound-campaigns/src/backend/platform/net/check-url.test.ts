import { checkUrl } from './check-url'

const codeOf = (url: string, allowPrivate = false) => {
  const checked = checkUrl(url, allowPrivate)
  return checked.kind === 'refused' ? checked.refusal.code : 'fine'
}

describe('An address that somebody gave', () => {
  it.each([
    'https://hooks.example.com/a?b=c',
    'http://hooks.example.com:8080/',
    'http://8.8.8.8/',
    'https://[2606:4700::1111]/'
  ])('%s may be called', url => expect(codeOf(url)).toBe('fine'))

  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://017700000001/',
    'http://127.0.0.1./',
    'http://１２７.０.０.１/',
    'http://0/',
    'http://[::1]/',
    'http://[0:0:0:0:0:0:0:1]:8080/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::a00:1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0xa9fea9fe/',
    'http://localhost/',
    'http://LOCALHOST:3000/',
    'http://localhost./',
    'http://anything.localhost/'
  ])('%s is not on the internet', url => {
    expect(codeOf(url)).toBe('private_address')
    expect(codeOf(url, true)).toBe('fine')
  })

  it.each([
    ['not_an_url', ''],
    ['not_an_url', 'hooks.example.com'],
    ['not_an_url', 'http://'],
    ['not_an_url', 'http://300.1.1.1/'],
    ['not_http', 'file:///etc/passwd'],
    ['not_http', 'ftp://example.com/'],
    ['not_http', 'gopher://127.0.0.1:25/'],
    ['credentials', 'https://user@example.com/'],
    ['credentials', 'https://user:password@example.com/'],
    ['credentials', 'https://example.com%40@127.0.0.1/']
  ])('%s: %s is refused, allowed addresses or not', (code, url) => {
    expect(codeOf(url)).toBe(code)
    expect(codeOf(url, true)).toBe(code)
  })
})
