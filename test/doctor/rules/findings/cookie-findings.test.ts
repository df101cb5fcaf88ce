import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Facts } from '../../../../doctor/facts.ts'
import { parseSetCookie } from '../../../../doctor/parse-set-cookie.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
import { at, exampleFacts, lasting, minted, withApi, withEndpoint } from '../example-site.ts'
import { describeFindings, find } from './find.ts'

const about = 'cookie' as const
const draft = 'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis-22'

/** The endpoint of www.example.com sets this cookie for an API. */
function sentTo(api: string, header: string): Facts {
  return exampleFacts({
    endpoint: { url: 'https://www.example.com/set-auth-token', cookie: parseSetCookie(header) },
    api: { url: api },
  })
}

function withMoment(facts: Facts): Facts {
  return { ...facts, observedAt: '2026-11-21T00:00:00Z' }
}

function plainApi(header: string): Facts {
  return exampleFacts({
    api: { url: 'http://api.example.com/', cookies: [parseSetCookie(header)] },
  })
}

const api = 'https://api.example.com/is-authed'
const long = 'x'.repeat(1025)
const perhaps =
  'A Domain that is a public suffix, shared by strangers, makes browsers refuse the cookie. Safari does so only if its system’s list has the private section, and that is not known. It says Domain=netlify.app, and the host is shop.netlify.app.'

describeFindings([
  {
    id: 'cookie-attribute-void',
    when: 'a value does not count',
    facts: withApi('id=x; Max-Age=1.5; HttpOnly; Secure; SameSite=Lax'),
    expected: {
      severity: 'warning',
      about,
      title: 'Max-Age=1.5 of the cookie id is there, but counts for nothing.',
      detail: 'Max-Age is a whole number of seconds, in digits alone.',
      source: `${draft}#section-5.6.2`,
    },
    not: [
      ['all count', withApi(lasting)],
      ['a date', withMoment(withApi('id=x; Expires=Mon, 23 Nov 2026 00:00:00 GMT'))],
      ['a rank, which Chrome knows', withApi('id=x; Priority=High')],
      ['a flag has a value, which does not matter', withApi('id=x; Secure=no; HttpOnly=0')],
      ['it is too long, which is another fault', withApi(`id=x; Max-Age=${long}`)],
      ['another cookie is in it, which is another fault', withApi('id=x; SameSite=Lax, a=b')],
    ],
  },
  {
    id: 'cookie-attribute-void',
    when: 'a long value is shown in short',
    facts: withApi(`id=x; Path="/${'p'.repeat(38)}"; Path="/${'p'.repeat(37)}"`),
    expected: {
      title: `Path="/${'p'.repeat(37)}… and Path="/${'p'.repeat(37)}" of the cookie id are there, but count for nothing.`,
      source: `${draft}#section-5.6.4`,
    },
    not: [],
  },
  {
    id: 'cookie-attribute-void',
    when: 'a Domain is empty',
    facts: withApi('id=x; Domain='),
    expected: { detail: 'An empty Domain is the same as none.' },
    not: [['it is not', withApi('id=x; Domain=example.com')]],
  },
  {
    id: 'cookie-attribute-void',
    when: 'a word only begins as one that counts',
    facts: withApi('id=x; SameSite=Laxer'),
    expected: { title: 'SameSite=… of the cookie id is there, but counts for nothing.' },
    not: [],
  },
  {
    id: 'cookie-attribute-void',
    when: 'a word only ends as one that counts',
    facts: withApi('id=x; SameSite=relax'),
    expected: { title: 'SameSite=… of the cookie id is there, but counts for nothing.' },
    not: [],
  },
  {
    id: 'cookie-attribute-void',
    when: 'a quotation mark stands before it',
    facts: withApi('id=x; SameSite="Lax'),
    expected: { title: 'SameSite="Lax of the cookie id is there, but counts for nothing.' },
    not: [],
  },
  {
    id: 'cookie-attribute-void',
    when: 'a quotation mark stands behind it',
    facts: withApi('id=x; SameSite=Lax"'),
    expected: { title: 'SameSite=Lax" of the cookie id is there, but counts for nothing.' },
    not: [],
  },
  {
    id: 'cookie-attribute-void',
    when: 'a name is misspelt',
    facts: withApi('id=x; http_only'),
    expected: {
      title: 'http_only of the cookie id is there, but counts for nothing.',
      detail: 'Browsers know no http_only: write HttpOnly.',
    },
    not: [],
  },
  {
    id: 'cookie-folded',
    when: 'a second cookie begins after a comma',
    facts: withApi('AWSALB=x; Path=/, id=x; Max-Age=60'),
    expected: {
      severity: 'error',
      about,
      title:
        'Two cookies are folded into one Set-Cookie field: browsers keep the first, AWSALB, and lose id.',
      source: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.3',
    },
    not: [['nothing follows the comma', withApi('id=x; Path=/,; Max-Age=60')]],
  },
  {
    id: 'cookie-maybe-folded',
    when: 'the first cookie has no attributes of its own',
    facts: withApi('state=1, id=x; Max-Age=60'),
    expected: {
      severity: 'warning',
      about,
      title:
        'The value of the cookie state goes on, behind a comma, with what looks like another cookie: browsers take all of it for the value.',
      cure: 'If several cookies are meant: send a Set-Cookie field for each cookie. A program on the way that joins fields by commas must leave these apart (in JavaScript: getSetCookie() and append()).',
    },
    not: [['the value has a list of its own', withApi('state=a=1, b=2; Max-Age=60')]],
  },
  {
    id: 'cookie-maybe-folded',
    when: 'it was copied behind a comma',
    facts: exampleFacts({
      api: {
        url: 'https://api.example.com/',
        cookies: [{ ...parseSetCookie('csrf=x; Max-Age=60'), flaw: 'joined-by-comma' }],
      },
    }),
    expected: {
      severity: 'warning',
      title:
        'The cookie csrf was copied behind a comma, in another’s field: browsers lose it if your server sends it so.',
      detail: 'Many programs join fields when they show them, so it is judged as one of its own.',
      cure: 'If the server joins them: send a Set-Cookie field for each cookie. A program on the way that joins fields by commas must leave these apart (in JavaScript: getSetCookie() and append()).',
    },
    not: [['it was not', withApi('csrf=x; Max-Age=60')]],
  },
  {
    id: 'cookie-attribute-void',
    when: 'a comma parts attributes',
    facts: withApi('id=x; HttpOnly, Secure, Path=/'),
    expected: {
      title: 'HttpOnly, Secure and Path of the cookie id are there, but count for nothing.',
      detail:
        'Semicolons part attributes: what follows a comma or a blank is a part of what is before it.',
    },
    not: [['semicolons do', withApi('id=x; HttpOnly; Secure; Path=/')]],
  },
  {
    id: 'cookie-attribute-void',
    when: 'a colon stands in the place of an equals sign',
    facts: withApi('id=x; Max-Age:60'),
    expected: {
      title: 'Max-Age: of the cookie id is there, but counts for nothing.',
      detail: 'Behind Max-Age, browsers want an equals sign, not a colon.',
    },
    not: [],
  },
  {
    id: 'cookie-attribute-void',
    when: 'browsers refuse the cookie for what it is said to lack',
    facts: withApi('__Secure-id=x; Secure, HttpOnly'),
    expected: {
      title: 'Secure and HttpOnly of the cookie __Secure-id are there, but count for nothing.',
    },
    not: [],
  },
  {
    id: 'cookie-path',
    when: 'a comma parts Path from what follows',
    facts: withApi('id=x; Path=/a, HttpOnly, Secure'),
    expected: {
      severity: 'error',
      title: 'The cookie id is sent to no page: its path is /a, HttpOnly, Secure.',
      cure: 'Write Path=/a; HttpOnly; Secure.',
    },
    not: [
      ['a later Path counts', withApi('id=x; Path=/a, HttpOnly; Path=/')],
      ['it is no path', withApi('id=x; Path=a, HttpOnly')],
    ],
  },
  {
    id: 'cookie-without-httponly',
    when: 'HttpOnly is there, but counts for nothing',
    facts: withApi('id=x; HttpOnly, Secure'),
    expected: { cure: 'Correct HttpOnly. It does not change how long Safari keeps it.' },
    not: [],
  },
  {
    id: 'cookie-without-secure',
    when: 'Secure is there, but counts for nothing',
    facts: withApi('id=x; HttpOnly, Secure'),
    expected: { cure: 'Correct Secure.' },
    not: [],
  },
  {
    id: 'cookie-without-samesite',
    when: 'the page is on another site',
    facts: {
      ...withApi('id=x; HttpOnly; Secure'),
      api: { ...withApi('id=x; HttpOnly; Secure').api!, url: 'https://api.example.net/' },
    },
    expected: {
      detail: 'Chrome takes it for Lax, and refuses it on another site’s page.',
      cure: 'Add SameSite=None and Secure.',
    },
    not: [],
  },
  {
    id: 'cookie-without-samesite',
    when: 'the page is on another site, and the API answers over http',
    facts: { ...plainApi('id=x; HttpOnly'), page: { url: 'http://www.example.net/' } },
    expected: { cure: 'Serve the host over https. Add SameSite=None and Secure.' },
    not: [],
  },
  {
    id: 'cookie-without-samesite',
    when: 'the page is on the same site',
    facts: withApi('id=x; HttpOnly; Secure'),
    expected: { cure: 'Add SameSite=Strict, or Lax.' },
    not: [],
  },
  {
    id: 'cookie-without-samesite',
    when: 'the page is on the same site, by another scheme, and SameSite=None could not be set',
    facts: plainApi('id=x; HttpOnly'),
    expected: { cure: 'Add SameSite=Strict, or Lax.' },
    not: [],
  },
  {
    id: 'cookie-without-secure',
    when: 'it is set over http, where Secure alone would make browsers refuse it',
    facts: plainApi('id=x; HttpOnly'),
    expected: { cure: 'Serve the host over https. Add Secure.' },
    not: [],
  },
  {
    id: 'cookie-none-without-secure',
    when: 'it is set over http, too',
    facts: plainApi('id=x; SameSite=None'),
    expected: { cure: 'Serve the host over https. Add Secure.' },
    not: [],
  },
  {
    id: 'cookie-without-samesite',
    when: 'it is for pages of its own host',
    facts: exampleFacts({
      recorded: [
        {
          url: 'https://api.example.net/',
          isForOwnPages: true,
          cookie: parseSetCookie('id=x; HttpOnly; Secure'),
        },
      ],
    }),
    expected: { cure: 'Add SameSite=Strict, or Lax.' },
    not: [],
  },
  {
    id: 'cookie-folded',
    when: 'browsers refuse the first, too',
    facts: withApi('__Secure-id=x; Path=/, other=x'),
    expected: { title: 'Two cookies are folded into one Set-Cookie field: browsers lose other.' },
    not: [],
  },
  {
    id: 'cookie-over-400-days',
    when: 'it asks for a second more',
    facts: withApi('id=x; Max-Age=34560001'),
    expected: { title: 'The cookie id asks for a little over 400 days; browsers grant 400.' },
    not: [['it does not', withApi('id=x; Max-Age=34560000')]],
  },
  {
    id: 'cookie-expired',
    when: 'Max-Age wins over Expires',
    facts: withApi('id=x; Max-Age=0; Expires=Sun, 21 Nov 2027 12:00:00 GMT'),
    expected: {
      detail:
        'The cookie has expired when it arrives: it deletes one of its name. What counts is Max-Age=0.',
    },
    not: [],
  },
  {
    id: 'cookie-too-large',
    when: 'by one octet',
    facts: withApi(`id=${'x'.repeat(4095)}`),
    expected: {
      detail:
        'A cookie whose name and value together are over 4,096 octets is ignored. They have 4,097.',
    },
    not: [],
  },
  ...(
    [
      ['example.com.', 'example.com'],
      ['"example.com"', 'example.com'],
      ['https://api.example.com/', 'api.example.com'],
      ['*.example.com', 'example.com'],
      ['..example.com', 'example.com'],
      ['http://example.com', 'example.com'],
      ['Example.COM:443', 'example.com'],
      ['example.com, HttpOnly', 'example.com'],
    ] as const
  ).map(([domain, meant]) => ({
    id: 'cookie-domain-mismatch' as const,
    when: `it says ${domain}`,
    facts: withApi(`id=x; Domain=${domain}`),
    expected: {
      title: 'Safari, Firefox and Chrome refuse the cookie id.',
      detail: `A Domain must be the host that sets the cookie, or a parent of it. It says Domain=${domain}, and the host is api.example.com.`,
      cure: `Write Domain=${meant}, and nothing around it, or leave Domain out.`,
    },
    not: [],
  })),
  ...['www.example.com', '.x.api.example.com'].map((domain) => ({
    id: 'cookie-domain-mismatch' as const,
    when: `it says ${domain}, a host beside or below`,
    facts: withApi(`id=x; Domain=${domain}`),
    expected: {
      cure: `Write Domain=example.com, which is for ${domain.replace(/^\./, '')} too, or leave Domain out.`,
    },
    not: [],
  })),
  {
    id: 'cookie-domain-mismatch',
    when: 'the host has no domain of its own',
    facts: {
      ...withApi('id=x; Domain=shop.netlify.app'),
      api: { ...withApi('id=x; Domain=shop.netlify.app').api!, url: 'https://netlify.app/' },
    },
    expected: { cure: 'Set Domain to the host itself or a parent of it, or leave it out.' },
    not: [],
  },
  ...['.', 'undefined', 'com.', 'https://example.net', '""'].map((domain) => ({
    id: 'cookie-domain-mismatch' as const,
    when: `it says ${domain}, which cannot be meant`,
    facts: withApi(`id=x; Domain=${domain}`),
    expected: {
      detail: `A Domain must be the host that sets the cookie, or a parent of it. It says Domain=${domain}, and the host is api.example.com.`,
      cure: 'Set Domain to the host itself or a parent of it, or leave it out.',
    },
    not: [],
  })),
  {
    id: 'cookie-folded',
    when: 'a third one, too',
    facts: withApi('AWSALB=x; Path=/, id=x; Max-Age=60, lang=en'),
    expected: {
      title:
        '3 cookies are folded into one Set-Cookie field: browsers keep the first, AWSALB, and lose id and lang.',
    },
    not: [],
  },
  {
    id: 'cookie-host-prefix',
    when: 'all browsers refuse it',
    facts: withApi('__Host-id=x; Secure; Path=/; Domain=example.com'),
    expected: {
      id: 'cookie-host-prefix',
      severity: 'error',
      about,
      title: 'Safari, Firefox and Chrome refuse the cookie __Host-id.',
      detail:
        'A cookie whose name begins with __Host- needs Secure and Path=/, and must have no Domain.',
      cure: 'Add Secure and Path=/, and remove Domain.',
      source: `${draft}#section-4.1.3.2`,
    },
    not: [['the prefix’s attributes are there', withApi('__Host-id=x; Secure; Path=/')]],
  },
  {
    id: 'cookie-none-without-secure',
    when: 'two browsers refuse it',
    facts: withApi('id=x; SameSite=None'),
    expected: {
      severity: 'error',
      about,
      title: 'Firefox and Chrome refuse the cookie id.',
      cure: 'Add Secure.',
    },
    not: [['it is Secure', withApi('id=x; SameSite=None; Secure')]],
  },
  {
    id: 'cookie-secure-on-localhost',
    when: 'one browser refuses it',
    facts: exampleFacts({
      api: { url: 'http://localhost:3000/', cookies: [parseSetCookie('id=x; Secure')] },
      page: { url: 'http://localhost:3001/' },
    }),
    expected: { severity: 'error', about, title: 'Safari refuses the cookie id.' },
    not: [
      [
        'it is not Secure',
        exampleFacts({ api: { url: 'http://localhost:3000/', cookies: [parseSetCookie('id=x')] } }),
      ],
    ],
  },
  {
    id: 'cookie-prefix-in-value',
    when: 'it has no name',
    facts: withApi('__Host-id'),
    expected: {
      title: 'Safari, Firefox and Chrome refuse the cookie without a name.',
      cure: 'Give it a name: write name=value.',
    },
    not: [['an ordinary one without a name', withApi('id')]],
  },
  {
    id: 'cookie-domain-public-suffix',
    when: 'by the list of Firefox and Chrome, and perhaps by that of Safari’s system',
    facts: exampleFacts({
      api: {
        url: 'https://shop.netlify.app/',
        cookies: [parseSetCookie('id=x; Secure; Domain=netlify.app')],
      },
    }),
    expected: {
      severity: 'error',
      title: 'Firefox and Chrome refuse the cookie id.',
      detail: perhaps,
    },
    not: [['on a domain of one’s own', withApi('id=x; Domain=example.com')]],
  },
  {
    id: 'cookie-not-sent-to-api',
    when: 'it is host-only',
    facts: sentTo(api, 'id=x; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Strict'),
    expected: {
      id: 'cookie-not-sent-to-api',
      severity: 'error',
      about,
      title:
        'The cookie id does not reach the API: it goes to www.example.com alone, not to api.example.com.',
      detail: 'Without it the API takes every user for a stranger.',
      cure: 'Set Domain=example.com.',
    },
    not: [
      ['Domain has both', sentTo(api, minted)],
      ['the API is on the same host', sentTo('https://www.example.com/a', 'id=x; Path=/; Secure')],
      [
        'the API takes a header',
        exampleFacts({
          endpoint: { url: 'https://www.example.com/a', cookie: parseSetCookie('id=x') },
          api: { url: api, tokenHeader: 'x-token' },
        }),
      ],
      [
        'there is no API',
        exampleFacts({
          endpoint: { url: 'https://www.example.com/a', cookie: parseSetCookie('id=x') },
        }),
      ],
      ['it is the API’s own', withApi(lasting)],
    ],
  },
  {
    id: 'cookie-path',
    when: 'the API is not under it',
    facts: sentTo(api, minted.replace('Path=/;', 'Path=/is;')),
    expected: {
      severity: 'error',
      about,
      title: 'The cookie __Secure-authToken is not sent to /is-authed of the API: its path is /is.',
      cure: 'Set Path=/.',
    },
    not: [
      ['the very path', sentTo(api, minted.replace('Path=/;', 'Path=/is-authed;'))],
      ['a folder above', sentTo(`${api}/now`, minted.replace('Path=/;', 'Path=/is-authed;'))],
      [
        'a folder with a slash',
        sentTo(`${api}/now`, minted.replace('Path=/;', 'Path=/is-authed/;')),
      ],
      ['the root', sentTo(api, minted)],
    ],
  },
  {
    id: 'cookie-session',
    when: 'without Max-Age',
    facts: withApi('id=x; Secure; HttpOnly; SameSite=Lax'),
    expected: {
      severity: 'warning',
      about,
      title: 'The cookie id has no Max-Age: it is gone when the browser closes.',
      cure: 'Set Max-Age=34560000 (400 days). Once the cookie is mended, Safari would cut it to 7 days.',
    },
    not: [
      ['with Max-Age', withApi('id=x; Max-Age=1')],
      ['one against CSRF', withApi('__Host-next-auth.csrf-token=x; Secure; HttpOnly; Path=/')],
      ['a mark of WordPress', withApi('wordpress_test_cookie=x; Secure; HttpOnly')],
      ['with Expires', withMoment(withApi('id=x; Expires=Mon, 23 Nov 2026 00:00:00 GMT'))],
      ['refused anyhow', withApi('id=x; Domain=example.net')],
    ],
  },
  {
    id: 'cookie-session',
    when: 'with a Max-Age that does not count',
    facts: withApi('id=x; max-age=1.5; Secure; HttpOnly; SameSite=Lax'),
    expected: {
      title:
        'The cookie id has no Max-Age or Expires that counts: it is gone when the browser closes.',
    },
    not: [],
  },
  {
    id: 'cookie-session',
    when: 'with an Expires that does not count',
    facts: withApi('id=x; Expires=soon; Secure; HttpOnly; SameSite=Lax'),
    expected: {
      title:
        'The cookie id has no Max-Age or Expires that counts: it is gone when the browser closes.',
    },
    not: [],
  },
  {
    id: 'cookie-session',
    when: 'with another attribute that does not count',
    facts: withApi('id=x; Secure; HttpOnly; SameSite=foo'),
    expected: {
      title: 'The cookie id has no Max-Age: it is gone when the browser closes.',
    },
    not: [],
  },
  {
    id: 'cookie-date-unread',
    when: 'with a date that Safari does not read',
    facts: withMoment(withApi('id=x; Expires=Tue Nov 23 2027 00:00:00 GMT')),
    expected: {
      severity: 'error',
      about,
      title:
        'Safari cannot read the date in Expires of the cookie id: it forgets the cookie when it quits.',
      detail:
        'It wants the day before the month, and names spelt as in Sat, 21 Nov 2026 12:00:00 GMT. Other browsers read more.',
      cure: 'Set Max-Age, the seconds that it should live, or write the date as toUTCString() of JavaScript does. Then run this check again: Safari may cut what it can read to 7 days.',
      source: 'https://github.com/WebKit/WebKit/pull/72744',
    },
    not: [
      ['one that it reads', withMoment(withApi('id=x; Expires=Tue, 23 Nov 2027 00:00:00 GMT'))],
      [
        'beside a Max-Age',
        withMoment(withApi('id=x; Expires=Tue Nov 23 2027 00:00:00 GMT; Max-Age=1')),
      ],
      ['without a life', withApi('id=x; Expires=soon')],
    ],
  },
  {
    id: 'cookie-over-400-days',
    when: 'by a day',
    facts: withApi('id=x; Max-Age=34646400'),
    expected: {
      severity: 'warning',
      about,
      title: 'The cookie id asks for 401 days; browsers grant 400.',
      source: `${draft}#section-5.5`,
    },
    not: [['just 400', withApi(lasting)]],
  },
  {
    id: 'cookie-over-400-days',
    when: 'by far',
    facts: withApi('id=x; Max-Age=1000000000'),
    expected: { title: 'The cookie id asks for over 10,000 days; browsers grant 400.' },
    not: [['just 400', withApi(lasting)]],
  },
  {
    id: 'cookie-attribute-too-long',
    when: 'over 1,024 octets',
    facts: withApi(`${lasting}; Path=/${long}; Domain=${long}`),
    expected: {
      severity: 'warning',
      about,
      title: 'Browsers ignore Path, Domain of the cookie session: over 1,024 octets.',
    },
    not: [['just 1,024', withApi(`${lasting}; Path=/${long.slice(2)}`)]],
  },
  {
    id: 'cookie-without-httponly',
    when: 'it is missing',
    facts: withApi('id=x; Max-Age=60; Secure; SameSite=Lax; Http-Only'),
    expected: { severity: 'warning', about, title: 'Scripts can read the cookie id.' },
    not: [
      ['it is there', withApi('id=x; HTTPONLY')],
      ...['XSRF-TOKEN', 'csrftoken', '__client_uat', '__client_uat_Ab1'].map(
        (name): [string, Facts] => [`scripts have to read ${name}`, withApi(`${name}=x; Secure`)],
      ),
    ],
  },
  {
    id: 'cookie-without-secure',
    when: 'it is missing',
    facts: withApi('id=x; Max-Age=60; HttpOnly; SameSite=Lax'),
    expected: { severity: 'warning', about, title: 'The cookie id is sent over plain http too.' },
    not: [['it is there', withApi('id=x; SECURE')]],
  },
  {
    id: 'cookie-without-samesite',
    when: 'it is missing',
    facts: withApi('id=x; Max-Age=60; HttpOnly; Secure'),
    expected: { severity: 'note', about },
    not: [['it is there', withApi('id=x; SameSite=lax')]],
  },
])

describe('a cookie that is written so that nothing of it counts', () => {
  it('with blanks in the place of semicolons: that alone is told, not that all is missing', () => {
    const header = 'session=abc Path=/ Max-Age=34560000 Secure HttpOnly SameSite=Lax'
    assert.deepEqual(
      diagnose(withApi(header)).findings.map(({ id, title, cure }) => [id, title, cure]),
      [
        [
          'cookie-maybe-folded',
          'The value of the cookie session goes on with what look like attributes: browsers take all of it for the value.',
          'Part attributes by semicolons. Then run this check again.',
        ],
      ],
    )
  })

  it('and what else is lost behind it', () => {
    const [folded] = find(withApi('a=x Secure; Path=/, b=x'), 'cookie-folded')
    assert.match(folded.title, /browsers keep the first, a, and lose b\./)
  })

  for (const value of ['10', '0/1', '0x']) {
    it(`Expires=${value} is no wish to delete it`, () => {
      assert.match(find(withApi(`id=x; Expires=${value}`), 'cookie-session')[0].cure!, /^Set Max/)
    })
  }

  for (const value of ['0', '-1', '-10']) {
    it(`to delete it, by Expires=${value}: it does not, and needs no longer life`, () => {
      const cookies = [`old=; Expires=${value}; Path=/; HttpOnly; Secure; SameSite=Lax`, lasting]
      const near = { 'www.example.com': at('203.0.113.5'), 'api.example.com': at('198.51.100.7') }
      const facts = { ...withApi(...cookies), hosts: near }
      const [{ title, cure }] = find(facts, 'cookie-session')
      assert.match(title, /^The cookie old has no Max-Age or Expires that counts/)
      assert.equal(cure, 'To delete it, write Max-Age=0; to keep it, Max-Age=34560000 (400 days).')
      assert.doesNotMatch(JSON.stringify(diagnose(facts).remedies), /is mended/)
    })
  }
})

describe('which cookie a finding is about', () => {
  for (const [header, cookie] of [
    ['id=x', 'id of api.example.com'],
    ['=x', '(no name) of api.example.com'],
  ]) {
    it(cookie, () => assert.equal(diagnose(withApi(header)).findings[0].cookie, cookie))
  }
})

describe('the API on another host', () => {
  it('Domain and Path that it needs are told together', () => {
    const header = 'id=x; Max-Age=60; Path=/app; HttpOnly; Secure; SameSite=Lax'
    const cures = (url: string): (string | undefined)[] =>
      diagnose(sentTo(url, header)).findings.map(({ cure }) => cure)
    assert.deepEqual(cures(api), ['Set Domain=example.com.', 'Set Path=/.'])
    assert.deepEqual(cures('https://api.example.com/app'), ['Set Domain=example.com.'])
    assert.equal(cures('https://api.example.net/').length, 1)
  })
})

describe('the API on another site', () => {
  it('no cookie of the page’s host reaches it', () => {
    const [finding] = find(sentTo('https://api.example.net/', minted), 'cookie-not-sent-to-api')
    assert.equal(
      finding.title,
      'The cookie __Secure-authToken does not reach the API: it goes to example.com and hosts under it, not to api.example.net.',
    )
    assert.equal(
      finding.detail,
      'api.example.net belongs to another registrable domain than the page, and no cookie can cross that.',
    )
    assert.equal(
      finding.cure,
      'Give the API a host under example.com. If that cannot be done, let edgemint’s bridge hand it the token in a header.',
    )
  })
})

describe('an endpoint beside the API, on another site than the page', () => {
  it('its cookie goes there, but not from the page', () => {
    const facts = exampleFacts({
      endpoint: {
        url: 'https://api.example.net/mint',
        cookie: parseSetCookie('id=x; Secure; Path=/'),
      },
      api: { url: 'https://api.example.net/is-authed' },
    })
    assert.equal(find(facts, 'cookie-not-sent-to-api').length, 1)
  })
})

describe('a name without end', () => {
  it('is shown in short', () => {
    const [{ title }] = find(withApi(`${'n'.repeat(4097)}=x`), 'cookie-too-large')
    assert.equal(title, `Safari, Firefox and Chrome refuse the cookie ${'n'.repeat(39)}….`)
  })
})

describe('a SameSite that no browser knows', () => {
  it('is as good as none', () => {
    assert.equal(find(withApi('id=x; SameSite=foo'), 'cookie-without-samesite').length, 1)
  })
})

describe('each refusal has an id and a cure of its own', () => {
  const all = 'Safari, Firefox and Chrome'
  for (const [header, id, cure] of [
    ['id=\u0001', 'cookie-control-character', 'Send ASCII'],
    [`id=${'x'.repeat(5000)}`, 'cookie-too-large', 'Shorten the token'],
    ['', 'cookie-empty', 'Give it a name.'],
    ['id=x; Domain=com', 'cookie-domain-public-suffix', 'Leave Domain out'],
    ['id=x; Domain=example.net', 'cookie-domain-mismatch', 'Set Domain to'],
    ['__Secure-id=x', 'cookie-secure-prefix', 'Add Secure.'],
    ['__Http-id=x; Secure', 'cookie-http-prefix', 'Add Secure and HttpOnly.'],
    ['id=x; Partitioned', 'cookie-partitioned-without-secure', 'Add Secure.'],
    ['id=x; Max-Age=0', 'cookie-expired', 'Give it a Max-Age'],
  ]) {
    it(id, () => {
      const { findings } = diagnose(withApi(header))
      assert.deepEqual(
        findings.map((finding) => finding.id),
        [id],
      )
      assert.ok(findings[0].cure?.startsWith(cure), findings[0].cure)
    })
  }

  it('over plain http', () => {
    const facts = exampleFacts({
      page: { url: 'http://www.example.com/' },
      api: { url: 'http://api.example.com/', cookies: [parseSetCookie('id=x; Secure')] },
    })
    assert.equal(find(facts, 'cookie-secure-over-http')[0].cure, 'Serve the host over https.')
  })

  it('all that is wrong is told at once', () => {
    const header = '__Secure-id=x; Max-Age=0; Domain=other.com; SameSite=None'
    assert.deepEqual(
      diagnose(withApi(header)).findings.map(({ id, title }) => [id, title.split(' refuse')[0]]),
      [
        ['cookie-domain-mismatch', all],
        ['cookie-secure-prefix', all],
        ['cookie-expired', all],
        ['cookie-none-without-secure', 'Firefox and Chrome'],
      ],
    )
  })

  it('by one list of suffixes, where another rule refuses it for sure', () => {
    const cookies = [parseSetCookie('__Secure-id=x; Domain=netlify.app; Path=/')]
    const url = 'https://shop.netlify.app/'
    const facts = exampleFacts({
      page: { url },
      api: { url, cookies },
      hosts: { 'shop.netlify.app': at('203.0.113.5') },
    })
    assert.deepEqual(
      diagnose(facts).findings.map(({ id, title }) => [id, title.split(' refuse')[0]]),
      [
        ['cookie-domain-public-suffix', 'Firefox and Chrome'],
        ['cookie-secure-prefix', all],
      ],
    )
  })

  it('two rules by which different browsers refuse are two findings', () => {
    assert.deepEqual(
      diagnose(withApi('__Host-Http-id=x; HttpOnly; Path=/')).findings.map(({ id, title }) => [
        id,
        title,
      ]),
      [
        ['cookie-host-prefix', 'Safari refuses the cookie __Host-Http-id.'],
        ['cookie-http-prefix', 'Firefox and Chrome refuse the cookie __Host-Http-id.'],
      ],
    )
  })
})

describe('cookies without a fault, or not in use', () => {
  it('nothing is said', () => {
    const near = {
      hosts: { 'www.example.com': at('203.0.113.5'), 'api.example.com': at('203.0.113.6') },
    }
    assert.deepEqual(diagnose({ ...withApi(lasting), ...near }).findings, [])
    const missing = withEndpoint({ put: { status: 404 } }, { hosts: {} })
    const cookie = parseSetCookie('__Host-id=x')
    const unused = diagnose({ ...missing, endpoint: { ...missing.endpoint!, cookie } })
    assert.deepEqual(
      unused.findings.map(({ id }) => id),
      ['endpoint-missing'],
    )
    assert.deepEqual(
      diagnose(sentTo(api, minted)).findings.filter((finding) => finding.about === 'cookie'),
      [],
    )
  })
})

function deliveryCure(page: string, target: string, header: string): string | undefined {
  const hosts = { [new URL(page).hostname]: { cnames: [], addresses: ['203.0.113.5'] } }
  const endpoint = { url: `${page}/set-auth-token`, cookie: parseSetCookie(header) }
  const facts: Facts = { version: 1, page: { url: page }, endpoint, api: { url: target }, hosts }
  return find(facts, 'cookie-not-sent-to-api')[0].cure
}

describe('what to do where the cookie does not reach the API', () => {
  const www = 'https://www.example.com'
  const host = '__Host-id=x; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=60'

  it('depends on the cookie’s name and the page’s domain', () => {
    assert.equal(
      deliveryCure(www, api, host),
      'Choose a name that does not begin with __Host-, and set Domain=example.com.',
    )
    assert.equal(
      deliveryCure(www, 'https://api.example.net/', host),
      'Give the API a host under example.com. If that cannot be done, let edgemint’s bridge hand it the token in a header.',
    )
    const own =
      'Put the page and the API on a domain of your own. If that cannot be done, let edgemint’s bridge hand it the token in a header.'
    assert.equal(
      deliveryCure(www, api, host.replace('__Host-id', 'my__host-id')),
      'Set Domain=example.com.',
    )
    assert.equal(deliveryCure('https://shop.netlify.app', api, host), own)
    // No CDN is at an address alone.
    assert.equal(
      deliveryCure('https://203.0.113.5', api, host),
      'Put the page and the API on a domain of your own.',
    )
  })
})
