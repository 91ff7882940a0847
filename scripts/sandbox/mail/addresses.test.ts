import { fateOf } from './addresses'

describe('the fate of a mail', () => {
  it.each([
    ['bounce@a.mx', 'refused'],
    ['Bounce+1@a.mx', 'refused'],
    ['hang+x+y@a.mx', 'hangs'],
    ['drop@a.mx', 'dropped'],
    ['slow@a.mx', 'slow'],
    ['ana@a.mx', 'accepted'],
    ['bouncer@a.mx', 'accepted'],
    ['ana+bounce@a.mx', 'accepted'],
    ['ana@bounce.mx', 'accepted']
  ])('of %s is %s', (address, kind) => {
    expect(fateOf(address).kind).toBe(kind)
  })
})
