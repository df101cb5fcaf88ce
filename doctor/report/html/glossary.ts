import { html, type Markup } from './html.ts'

interface Entry {
  word: string
  /** Where it occurs in a text. */
  pattern: RegExp
  meaning: string
}

const entries: Entry[] = [
  {
    word: 'API',
    pattern: /\bAPIs?\b/,
    meaning: 'The server that the page gets its data from, and that knows who may see it.',
  },
  {
    word: 'Cookie',
    pattern: /\bcookies?\b/i,
    meaning:
      'A short text that a server gives the browser to keep, and gets back with each request. A log-in is mostly such a text: without it, the user is logged out.',
  },
  {
    word: 'Token',
    pattern: /\btokens?\b/i,
    meaning: 'A text that shows who is logged in. The API hands it out at the log-in.',
  },
  {
    word: 'Set-Cookie',
    pattern: /\bSet-Cookie\b/i,
    meaning:
      'The line of a server’s answer that gives the browser a cookie, and says for how long.',
  },
  {
    word: 'Tracking prevention, ITP',
    pattern: /\btracking prevention\b|\bITP\b/i,
    meaning:
      'What Safari does against being followed from site to site (Intelligent Tracking Prevention). It meets log-ins that follow nobody, too.',
  },
  {
    word: 'CDN',
    pattern: /\bCDN\b/,
    meaning:
      'The network of servers that gives visitors the files of a site, such as Netlify, Cloudflare or CloudFront.',
  },
  {
    word: 'Cache, caching',
    pattern: /(?<![-\w])cach(e|es|ed|ing|eable)\b(?!-)/i,
    meaning:
      'To keep an answer, and give it again without asking the server. Good for pictures, bad for log-ins.',
  },
  {
    word: 'Alias (CNAME)',
    pattern: /\balias|\bCNAME/i,
    meaning: 'A DNS record that says “this name is another name for that one”.',
  },
  {
    word: 'Domain, site',
    pattern: /\bdomain\b|\bdomains\b|other site\b/i,
    meaning:
      'A domain is the part of a name that somebody registered: example.com in www.example.com. All hosts on one domain are one site.',
  },
  {
    word: 'Origin',
    pattern: /\borigins?\b/i,
    meaning: 'An address without its path: https://www.example.com.',
  },
  {
    word: 'CORS, preflight',
    pattern: /\bCORS\b|\bpreflight/i,
    meaning:
      'Headers by which an API says which other hosts’ pages may read its answers. Before some requests the browser asks for them with OPTIONS, in a preflight.',
  },
  {
    word: 'Public suffix',
    pattern: /suffix/i,
    meaning:
      'An ending under which anybody can have a name: com, co.uk, but also netlify.app. Browsers have a list of them, with a public section and a private one of companies.',
  },
  {
    word: 'Range of addresses',
    pattern: /\brange\b|\branges\b/i,
    meaning: 'All addresses that begin alike: the first 16 bits in IPv4, the first 64 in IPv6.',
  },
  {
    word: 'Kept',
    pattern: /\bkept\b/i,
    meaning: 'The cookie lives for as long as it asks, at most 400 days.',
  },
  {
    word: 'Cut, capped',
    pattern: /\bcuts?\b|\bcapp?ed\b/i,
    meaning: 'Safari takes the cookie, but ends its life after 7 days.',
  },
  {
    word: 'Blocked',
    pattern: /\bblock(s|ed)?\b/i,
    meaning:
      'The browser does not store the cookie, or does not send it with the page’s requests, because it is another site’s.',
  },
  {
    word: 'Rejected',
    pattern: /\brejected\b/i,
    meaning: 'The browser throws the cookie away, because the cookie itself breaks a rule.',
  },
  {
    word: 'Depends',
    pattern: /\bdepends\b/i,
    meaning: 'Kept in some cases, not in others. “Why, version by version” says when.',
  },
  {
    word: 'Script (fetch)',
    pattern: /\bscript\b|\bfetch\b/i,
    meaning: 'A script on the page sends the request, and the page stays.',
  },
  {
    word: 'Form post',
    pattern: /\bform post\b/i,
    meaning: 'The browser sends a form, and shows the answer as a new page.',
  },
  {
    word: 'Redirect',
    pattern: /\bredirect/i,
    meaning: 'An answer that sends the browser on to another address.',
  },
  {
    word: 'Service worker',
    pattern: /\bservice worker/i,
    meaning: 'A script that the browser keeps for a site. It can answer requests from a cache.',
  },
  {
    word: 'Private Relay',
    pattern: /\bPrivate Relay/,
    meaning: 'A service of iCloud that sends Safari’s requests through proxies.',
  },
  {
    word: 'NAT64',
    pattern: /\bNAT64/,
    meaning:
      'How networks with IPv6 only reach servers with IPv4 only: by IPv6 addresses that are made up for them.',
  },
  {
    word: 'Endpoint',
    pattern: /\bendpoint\b/i,
    meaning: 'edgemint’s function on your site, which sets the cookie.',
  },
  {
    word: 'Bridge',
    pattern: /\bbridge\b/i,
    meaning: 'A path of your site where edgemint hands requests on to the API, with the token.',
  },
  {
    word: 'Distribution',
    pattern: /\bdistribution\b/i,
    meaning: 'CloudFront’s word for a site that it serves.',
  },
]

/** The words of the report that not everybody knows: only those that occur in it. */
export function glossary(report: Markup): Markup | undefined {
  const text = report.text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  const used = entries.filter(({ pattern }) => pattern.test(text))
  if (used.length === 0) return undefined
  return html`<dl class="glossary">
    ${used.map(
      ({ word, meaning }) =>
        html`<div>
          <dt>${word}</dt>
          <dd>${meaning}</dd>
        </div> `,
    )}
  </dl>`
}
