import { commonPrefixBits, normalAddress, parseAddress } from '../../../doctor/hosts/address.ts'
import { registrableDomain } from '../../../doctor/hosts/domain.ts'
import { readHostName } from '../../../doctor/hosts/host-name.ts'
import type { FuzzTarget } from '../target.ts'

/** What DNS says: names of hosts and addresses, one a line. */
export const target: FuzzTarget = {
  seeds: [
    '192.0.2.1\n198.51.100.1',
    '2001:db8::1\n2001:db8:0:1::1\n::ffff:192.0.2.1',
    'd111111abcdef8.cloudfront.net.\nWWW.Example.COM',
    'xn--bcher-kva.example\nmünchen.example',
    'com\nlocalhost\n1.2.3\n0x7f.1',
  ],
  words: [
    '.',
    ':',
    '::',
    'xn--',
    'com',
    'co.uk',
    'netlify.app',
    '127.0.0.1',
    '::ffff:',
    '%eth0',
    '/24',
    '0x',
    '\n',
  ],
  check(input) {
    let before: string | undefined
    for (const line of input.split('\n')) {
      const name = readHostName(line)
      if (name !== undefined) {
        if (readHostName(name) !== name) return 'a host’s name changes when it is read again'
        const domain = registrableDomain(name)
        if (domain !== '' && name !== domain && !name.endsWith(`.${domain}`))
          return 'under another domain'
      }
      const address = normalAddress(line)
      if (address === undefined) continue
      if (normalAddress(address) !== address) return 'an address changes when it is read again'
      const bits = parseAddress(address) && commonPrefixBits(address, before ?? address)
      if (bits !== undefined && !(bits >= 0 && bits <= 128)) return `${bits} bits`
      before = address
    }
    return undefined
  },
}
