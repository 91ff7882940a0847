import { callerAddress } from './caller-address'

const from = (ip: string | undefined, forwarded?: string | string[]) =>
  callerAddress({ ip, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } })

describe('Where a call comes from', () => {
  it.each([
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['::ffff:8.8.8.8', undefined, '8.8.8.8'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '1.1.1.1, 8.8.8.8', '8.8.8.8'],
    ['10.0.0.2', '8.8.8.8, 10.0.0.7', '8.8.8.8'],
    ['10.0.0.2', 'nonsense,,', '10.0.0.2'],
    ['10.0.0.2', 'x'.repeat(100_000), '10.0.0.2'],
    ['fe80::1%eth0', '2606:4700::1', '2606:4700:0:0:0:0:0:1'],
    [undefined, undefined, 'unknown']
  ])('%s with %s is %s', (ip, forwarded, address) => {
    expect(from(ip, forwarded)).toBe(address)
  })
})
