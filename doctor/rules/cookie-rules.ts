import type { Rule } from '../diagnosis.ts'

const draft = 'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis-22'

function rule(
  id: string,
  text: string,
  source: string,
  confidence: Rule['confidence'] = 'documented',
): Rule {
  return { id, text, source, confidence }
}

export const accepted = rule(
  'cookie/accepted',
  'The cookie is well made, and this browser does not shorten what a server sets.',
  `${draft}#section-5.7`,
)

export const controlCharacter = rule(
  'cookie/control-character',
  'A Set-Cookie header with a control character is ignored.',
  `${draft}#section-5.6`,
)

export const tooLarge = rule(
  'cookie/too-large',
  'A cookie whose name and value together are over 4,096 octets is ignored.',
  `${draft}#section-5.6`,
)

export const empty = rule(
  'cookie/empty',
  'A cookie with neither name nor value is ignored.',
  `${draft}#section-5.7`,
)

export const prefixInValue = rule(
  'cookie/prefix-in-value',
  'A cookie without a name whose value begins like a prefix is ignored.',
  `${draft}#section-5.7`,
)

export const nameless = rule(
  'cookie/nameless',
  'Safari does not store a cookie without a name.',
  'https://github.com/WebKit/WebKit/blob/main/LayoutTests/imported/w3c/web-platform-tests/cookies/name/name-expected.txt',
  'tested',
)

export const domainPublicSuffix = rule(
  'cookie/domain-public-suffix',
  'A Domain that is a public suffix, shared by strangers, makes browsers refuse the cookie.',
  `${draft}#section-5.7`,
)

export const domainMismatch = rule(
  'cookie/domain-mismatch',
  'A Domain must be the host that sets the cookie, or a parent of it.',
  `${draft}#section-5.7`,
)

export const secureOverHttp = rule(
  'cookie/secure-over-http',
  'A Secure cookie cannot be set over plain http.',
  `${draft}#section-5.7`,
)

export const secureOnLocalhost = rule(
  'cookie/secure-on-localhost',
  'Safari refuses Secure cookies on http://localhost, which other browsers take.',
  'https://webkit.org/b/281149',
)

export const securePrefix = rule(
  'cookie/secure-prefix',
  'A cookie whose name begins with __Secure- needs the Secure attribute.',
  `${draft}#section-4.1.3.1`,
)

export const hostPrefix = rule(
  'cookie/host-prefix',
  'A cookie whose name begins with __Host- needs Secure and Path=/, and must have no Domain.',
  `${draft}#section-4.1.3.2`,
)

export const httpPrefix = rule(
  'cookie/http-prefix',
  'Chrome from 140 and Firefox from 143 want Secure and HttpOnly of a cookie whose name begins with __Http- or __Host-Http-.',
  'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes',
)

export const noneWithoutSecure = rule(
  'cookie/none-without-secure',
  'Chrome from 80 and Firefox from 131 refuse SameSite=None without Secure.',
  'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value',
)

export const partitionedWithoutSecure = rule(
  'cookie/partitioned-without-secure',
  'A Partitioned cookie needs the Secure attribute.',
  'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#partitioned',
)

export const sameSiteCrossSite = rule(
  'cookie/same-site-cross-site',
  'On another site’s page, only a cookie with SameSite=None can be set or sent.',
  `${draft}#section-5.7`,
)

export const expired = rule(
  'cookie/expired',
  'The cookie has expired when it arrives: it deletes one of its name.',
  `${draft}#section-5.7`,
)

export const thirdPartyInChrome = rule(
  'chrome/third-party',
  'Chrome keeps a third party’s cookie that has SameSite=None and Secure, unless the user blocks third-party cookies. Incognito windows block them.',
  'https://privacysandbox.google.com/cookies',
)

export const partitionedInChrome = rule(
  'chrome/partitioned',
  'Chrome keeps a third party’s cookie that has the Partitioned attribute, for this one site.',
  'https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies',
)

export const thirdPartyInFirefox = rule(
  'firefox/third-party',
  'Firefox keeps a third party’s cookie apart for each site: it works on this one site’s pages.',
  'https://developer.mozilla.org/docs/Web/Privacy/Guides/State_Partitioning',
)

export const otherPartition = rule(
  'firefox/other-partition',
  'If Firefox gets the cookie by going to a page of that other site, it does not send it from this site’s pages.',
  'https://developer.mozilla.org/docs/Web/Privacy/Guides/State_Partitioning',
  'inferred',
)

export const partitionedByNavigation = rule(
  'cookie/partitioned-by-navigation',
  'A Partitioned cookie that the browser gets by going to a page of that other site is not sent from this site’s pages.',
  'https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies',
)
