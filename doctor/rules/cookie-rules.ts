import { ruleTable } from './rule-table.ts'

/** RFC 6265bis. */
export const cookieDraft = 'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis-22'

/** Why browsers refuse a cookie, each with the finding that tells it and what to do. */
export const refusals = ruleTable({
  'cookie/control-character': {
    text: 'A Set-Cookie header with a control character is ignored.',
    source: `${cookieDraft}#section-5.6`,
    finding: 'cookie-control-character',
    cure: 'Send ASCII without control characters.',
  },
  'cookie/too-large': {
    text: 'A cookie whose name and value together are over 4,096 octets is ignored.',
    source: `${cookieDraft}#section-5.6`,
    finding: 'cookie-too-large',
    cure: 'Shorten the token: keep its content on the server, and a reference in the cookie.',
  },
  'cookie/empty': {
    text: 'A cookie with neither name nor value is ignored.',
    source: `${cookieDraft}#section-5.7`,
    finding: 'cookie-empty',
    cure: 'Give it a name.',
  },
  'cookie/prefix-in-value': {
    text: 'A cookie without a name whose value begins like a prefix is ignored.',
    source: `${cookieDraft}#section-5.7`,
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
    text: 'A Domain that is a public suffix, shared by strangers, makes browsers refuse the cookie.',
    source: `${cookieDraft}#section-5.7`,
    finding: 'cookie-domain-public-suffix',
    cure: 'Leave Domain out, or use a domain of your own.',
  },
  'cookie/domain-mismatch': {
    text: 'A Domain must be the host that sets the cookie, or a parent of it.',
    source: `${cookieDraft}#section-5.7`,
    finding: 'cookie-domain-mismatch',
    cure: 'Set Domain to the host itself or a parent of it, or leave it out.',
  },
  'cookie/secure-over-http': {
    text: 'A Secure cookie cannot be set over plain http.',
    source: `${cookieDraft}#section-5.7`,
    finding: 'cookie-secure-over-http',
    cure: 'Serve the host over https.',
  },
  'cookie/secure-on-localhost': {
    text: 'Safari refuses Secure cookies over http on your own computer (localhost, 127.0.0.1), which other browsers take.',
    source: 'https://webkit.org/b/281149',
    finding: 'cookie-secure-on-localhost',
    cure: 'Use https in development too, if you test in Safari.',
  },
  'cookie/secure-prefix': {
    text: 'A cookie whose name begins with __Secure- needs the Secure attribute.',
    source: `${cookieDraft}#section-4.1.3.1`,
    finding: 'cookie-secure-prefix',
    cure: 'Add Secure.',
  },
  'cookie/host-prefix': {
    text: 'A cookie whose name begins with __Host- needs Secure and Path=/, and must have no Domain.',
    source: `${cookieDraft}#section-4.1.3.2`,
    finding: 'cookie-host-prefix',
    cure: 'Add Secure and Path=/, and remove Domain.',
  },
  'cookie/http-prefix': {
    text: 'Chrome from 140 and Firefox from 143 want Secure and HttpOnly of a cookie whose name begins with __Http- or __Host-Http-.',
    source:
      'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes',
    finding: 'cookie-http-prefix',
    cure: 'Add Secure and HttpOnly.',
  },
  'cookie/none-without-secure': {
    text: 'Chrome from 80 and Firefox from 131 refuse SameSite=None without Secure.',
    source:
      'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value',
    finding: 'cookie-none-without-secure',
    cure: 'Add Secure.',
  },
  'cookie/partitioned-without-secure': {
    text: 'A Partitioned cookie needs the Secure attribute.',
    source: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#partitioned',
    finding: 'cookie-partitioned-without-secure',
    cure: 'Add Secure.',
  },
  'cookie/expired': {
    text: 'The cookie has expired when it arrives: it deletes one of its name.',
    source: `${cookieDraft}#section-5.7`,
    finding: 'cookie-expired',
    cure: 'Give it a Max-Age above 0.',
  },
})

/** What else browsers have in common. */
export const cookieRules = ruleTable({
  'cookie/accepted': {
    text: 'The cookie is well made, and this browser does not shorten what a server sets.',
    source: `${cookieDraft}#section-5.7`,
  },
  'cookie/same-site-cross-site': {
    text: 'On another site’s page, only a cookie with SameSite=None can be set or sent.',
    source: `${cookieDraft}#section-5.7`,
  },
  'cookie/partitioned-by-navigation': {
    text: 'A Partitioned cookie that the browser gets by going to a page of that other site is not sent from this site’s pages.',
    source:
      'https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies',
  },
})

export type Refusal = (typeof refusals)[keyof typeof refusals]
export type CookieRuleId = keyof typeof refusals | keyof typeof cookieRules
