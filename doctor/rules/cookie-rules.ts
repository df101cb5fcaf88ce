import { documented, ruleTable } from './rule-table.ts'

const draft = 'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis-22'

/** Why browsers refuse a cookie, each with the finding that tells it and what to do. */
export const refusals = ruleTable({
  'cookie/control-character': {
    ...documented(
      'A Set-Cookie header with a control character is ignored.',
      `${draft}#section-5.6`,
    ),
    finding: 'cookie-control-character',
    cure: 'Send ASCII without control characters.',
  },
  'cookie/too-large': {
    ...documented(
      'A cookie whose name and value together are over 4,096 octets is ignored.',
      `${draft}#section-5.6`,
    ),
    finding: 'cookie-too-large',
    cure: 'Shorten the token: keep its content on the server, and a reference in the cookie.',
  },
  'cookie/empty': {
    ...documented('A cookie with neither name nor value is ignored.', `${draft}#section-5.7`),
    finding: 'cookie-empty',
    cure: 'Give it a name.',
  },
  'cookie/prefix-in-value': {
    ...documented(
      'A cookie without a name whose value begins like a prefix is ignored.',
      `${draft}#section-5.7`,
    ),
    finding: 'cookie-prefix-in-value',
    cure: 'Give it a name: write name=value.',
  },
  'cookie/nameless': {
    text: 'Safari does not store a cookie without a name.',
    source:
      'https://github.com/WebKit/WebKit/blob/main/LayoutTests/imported/w3c/web-platform-tests/cookies/name/name-expected.txt',
    confidence: 'tested',
    finding: 'cookie-nameless',
    cure: 'Give it a name: write name=value.',
  },
  'cookie/domain-public-suffix': {
    ...documented(
      'A Domain that is a public suffix, shared by strangers, makes browsers refuse the cookie.',
      `${draft}#section-5.7`,
    ),
    finding: 'cookie-domain-public-suffix',
    cure: 'Leave Domain out, or use a domain of your own.',
  },
  'cookie/domain-mismatch': {
    ...documented(
      'A Domain must be the host that sets the cookie, or a parent of it.',
      `${draft}#section-5.7`,
    ),
    finding: 'cookie-domain-mismatch',
    cure: 'Set Domain to the host itself or a parent of it, or leave it out.',
  },
  'cookie/secure-over-http': {
    ...documented('A Secure cookie cannot be set over plain http.', `${draft}#section-5.7`),
    finding: 'cookie-secure-over-http',
    cure: 'Serve the host over https.',
  },
  'cookie/secure-on-localhost': {
    ...documented(
      'Safari refuses Secure cookies on http://localhost, which other browsers take.',
      'https://webkit.org/b/281149',
    ),
    finding: 'cookie-secure-on-localhost',
    cure: 'Use https in development too, if you test in Safari.',
  },
  'cookie/secure-prefix': {
    ...documented(
      'A cookie whose name begins with __Secure- needs the Secure attribute.',
      `${draft}#section-4.1.3.1`,
    ),
    finding: 'cookie-secure-prefix',
    cure: 'Add Secure.',
  },
  'cookie/host-prefix': {
    ...documented(
      'A cookie whose name begins with __Host- needs Secure and Path=/, and must have no Domain.',
      `${draft}#section-4.1.3.2`,
    ),
    finding: 'cookie-host-prefix',
    cure: 'Add Secure and Path=/, and remove Domain.',
  },
  'cookie/http-prefix': {
    ...documented(
      'Chrome from 140 and Firefox from 143 want Secure and HttpOnly of a cookie whose name begins with __Http- or __Host-Http-.',
      'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes',
    ),
    finding: 'cookie-http-prefix',
    cure: 'Add Secure and HttpOnly.',
  },
  'cookie/none-without-secure': {
    ...documented(
      'Chrome from 80 and Firefox from 131 refuse SameSite=None without Secure.',
      'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value',
    ),
    finding: 'cookie-none-without-secure',
    cure: 'Add Secure.',
  },
  'cookie/partitioned-without-secure': {
    ...documented(
      'A Partitioned cookie needs the Secure attribute.',
      'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#partitioned',
    ),
    finding: 'cookie-partitioned-without-secure',
    cure: 'Add Secure.',
  },
  'cookie/expired': {
    ...documented(
      'The cookie has expired when it arrives: it deletes one of its name.',
      `${draft}#section-5.7`,
    ),
    finding: 'cookie-expired',
    cure: 'Give it a Max-Age above 0.',
  },
})

/** What else browsers have in common. */
export const cookieRules = ruleTable({
  'cookie/accepted': documented(
    'The cookie is well made, and this browser does not shorten what a server sets.',
    `${draft}#section-5.7`,
  ),
  'cookie/same-site-cross-site': documented(
    'On another site’s page, only a cookie with SameSite=None can be set or sent.',
    `${draft}#section-5.7`,
  ),
  'cookie/partitioned-by-navigation': documented(
    'A Partitioned cookie that the browser gets by going to a page of that other site is not sent from this site’s pages.',
    'https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies',
  ),
})

export type Refusal = (typeof refusals)[keyof typeof refusals]
