import { html } from './html.ts'
import type { Markup } from './html.ts'

const words = [
  [
    'First-party',
    'Belonging to the site in the address bar. Browsers trust its cookies more than those of others, which are called third-party.',
  ],
  [
    'Registrable domain',
    'The part of a name that somebody registered: example.com in www.example.com. Two hosts under one registrable domain count as the same site.',
  ],
  [
    'Public suffix',
    'An ending under which strangers register names: com, co.uk, but also netlify.app. A list of them tells browsers where a registrable domain begins. It has a public part and a private one, which names hosting companies.',
  ],
  [
    'CNAME',
    'A DNS record that says “this name is another name for that one”. Many hosting companies ask for one.',
  ],
  [
    'Kept, capped',
    'Kept: the cookie lives as long as it asks to, at most 400 days. Capped: Safari takes it, but ends its life after 7 days.',
  ],
  [
    'Blocked, rejected',
    'Blocked: the browser neither stores nor sends it, because of who set it. Rejected: the browser throws it away, because it is not well made.',
  ],
  ['Fetch', 'A request that a script on the page makes. The page stays as it is.'],
  [
    'Navigation',
    'A request that brings a new page into the window: a link, a form that is sent, a redirect.',
  ],
] as const

/** The few words that the report cannot do without. */
export function glossary(): Markup {
  return html`<dl class="glossary">
    ${words.map(
      ([word, meaning]) =>
        html`<div>
          <dt>${word}</dt>
          <dd>${meaning}</dd>
        </div> `,
    )}
  </dl>`
}
