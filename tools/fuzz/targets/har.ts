import { readHar } from '../../../doctor/plan/har/read-har.ts'
import { isAddress } from '../../../doctor/hosts/address.ts'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { unless, type FuzzTarget } from '../target.ts'

const secret = 'SECRETSECRET'
const page = entry('GET', 'https://www.example.com/', '"_resourceType":"document"', '')
const setCookie = `{"name":"Set-Cookie","value":"id=${secret}; Max-Age=60; Secure"}`
const logIn = entry('POST', 'https://api.example.com/log-in', '"_resourceType":"xhr"', setCookie)
const folded = `{"name":"set-cookie","value":"id=${secret}; Expires=Wed, 09 Jun 2100 10:18:14 GMT, other=x"}`

/** A recording of a browser's network tab, for `doctor --har` and doctor's page. */
export const target: FuzzTarget = {
  seeds: [
    har('WebInspector', page, logIn),
    har('WebKit Web Inspector', page, entry('GET', 'https://api.example.com/', '', folded)),
    har('Firefox', entry('GET', 'https://www.example.com/', '', `${setCookie},${setCookie}`)),
    har('Firefox', entry('POST', 'https://login.example.net/', '', setCookie), page),
    '{"log":{"entries":[]}}',
  ],
  words: [
    '"entries":',
    '"request":',
    '"response":',
    '"headers":',
    '"cookies":[{"name":"id","value":"x","path":"/","expires":"2100-01-01T00:00:00Z"}]',
    '"redirectURL":"https://www.example.com/"',
    '{"name":"Origin","value":"https://www.example.com"}',
    '{"name":"Referer","value":"https://www.example.com/"}',
    '{"name":"Sec-Fetch-Dest","value":"document"}',
    '"_fetchType":"Disk Cache"',
    '"status":302',
    '"OPTIONS"',
    '"serverIPAddress":"[2001:db8::1]"',
    'https://shop.example.co.uk:444/',
    'https://[::1]/',
    'Domain=.example.com; ',
    'null',
    '{}',
    ',',
  ],
  check(input) {
    const read = readHar(input)
    if ('mistakes' in read) {
      const say = read.mistakes.map(({ problem, cure }) => problem && cure)
      return unless(say.length > 0 && say.every(Boolean), 'refused without a word')
    }
    const { recorded = [], hosts } = read.plan
    // Wherever else it stands, it may be a name.
    const isValue = !new RegExp(`(?<!"id=)${secret}`).test(input)
    if (isValue && JSON.stringify(recorded).includes(secret)) return 'the value is kept'
    if (recorded.length === 0) return 'a plan of no cookie'
    const asked = recorded.map(({ url }) => new URL(url).hostname)
    if (asked.some((host) => !isAddress(host) && !Object.hasOwn(hosts, host)))
      return 'a host that nobody looks up'
    const found = { cnames: [], addresses: ['192.0.2.1'] }
    const names = Object.keys(hosts).map((name) => [name, found])
    const plan = readPlan({ ...structuredClone(read.plan), hosts: Object.fromEntries(names) })
    if ('mistakes' in plan) return 'a plan that doctor does not read'
    const { exitCode } = diagnose(plan.facts)
    return unless([0, 1, 2].includes(exitCode), `exit code ${exitCode}`)
  },
}

function har(creator: string, ...entries: string[]): string {
  return `{"log":{"version":"1.2","creator":{"name":"${creator}"},"entries":[${entries.join(',')}]}}`
}

function entry(method: string, url: string, more: string, headers: string): string {
  const request = `{"method":"${method}","url":"${url}","headers":[]}`
  const response = `{"status":200,"headers":[${headers}],"cookies":[],"content":{"mimeType":"text/html"},"redirectURL":""}`
  return `{"startedDateTime":"2026-11-26T10:00:00Z",${more}${more && ','}"request":${request},"response":${response},"serverIPAddress":"192.0.2.1"}`
}
