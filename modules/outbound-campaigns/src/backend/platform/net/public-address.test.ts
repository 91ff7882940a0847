import { isPublicAddress } from './public-address'

describe('An address of the internet at large', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '192.167.255.255',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00::1'
  ])('%s is one', address => expect(isPublicAddress(address)).toBe(true))

  it.each([
    ['this machine', '127.0.0.1'],
    ['this machine', '127.255.255.254'],
    ['this machine', '::1'],
    ['nowhere, which means this machine', '0.0.0.0'],
    ['nowhere', '0.1.2.3'],
    ['nowhere', '::'],
    ['a private network', '10.0.0.1'],
    ['a private network', '172.16.0.1'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.1.1'],
    ['a private network', 'fd00::1'],
    ['the metadata of AWS over IPv6', 'fd00:ec2::254'],
    ['the link, and the metadata of clouds', '169.254.169.254'],
    ['the link', 'fe80::1'],
    ['the link, with its interface', 'fe80::1%eth0'],
    ['a site, as it was once', 'fec0::1'],
    ["a carrier's customers", '100.64.0.1'],
    ["a carrier's customers", '100.127.255.255'],
    ["the metadata of Alibaba's cloud", '100.100.100.200'],
    ['many', '224.0.0.1'],
    ['many', 'ff02::1'],
    ['all', '255.255.255.255'],
    ['the future', '240.0.0.1'],
    ['protocols', '192.0.0.1'],
    ['examples', '192.0.2.1'],
    ['examples', '2001:db8::1'],
    ['measuring', '198.18.0.1'],
    ['IPv4 in IPv6', '::ffff:127.0.0.1'],
    ['IPv4 in IPv6', '::ffff:7f00:1'],
    ['IPv4 in IPv6', '::ffff:8.8.8.8'],
    ['IPv4 in IPv6, as it was once', '::127.0.0.1'],
    ['IPv4 behind a translator', '64:ff9b::7f00:1'],
    ['IPv4 behind 6to4', '2002:7f00:1::'],
    ['IPv4 behind Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['no address', 'localhost'],
    ['no address', ''],
    ['no address', '1.2.3.4.5']
  ])('%s: %s is none', (_what, address) => expect(isPublicAddress(address)).toBe(false))
})
