import type { Look } from '../outcomes.ts'
import { html, type Content, type Markup } from './html.ts'

/** An outcome as sign and word, or as sign and another text. */
export function badge({ sign, word, tone }: Look, text?: Content): Markup {
  return html`<span class="badge is-${tone}"
    ><span class="sign" aria-hidden="true">${sign}</span> ${text ?? word}</span
  >`
}

/** An IP address, which no line breaks. */
export function address(text: string): Markup {
  return html`<code class="whole">${text}</code>`
}

const longestShown = 72

/**
 * A text whose web addresses become links, written out on paper, and whose options (`--mint`) no line breaks. One in
 * quotes is for a config, which needs all of it.
 */
export function linkedText(text: string): Markup {
  const parts = text.split(
    /((?<!')https?:\/\/[^\s<>"']+[^\s<>"'.,;:)]|(?<!\S)--[a-z]+(?:-[a-z]+)*)/,
  )
  return html`${parts.map((part, i) => (i % 2 === 1 ? special(part) : part))}`
}

function special(part: string): Content {
  if (part.startsWith('--')) return html`<code class="whole">${part}</code>`
  return link(part, URL.canParse(part) ? shown(part) : part)
}

/** A link that tells nobody where it was, written out on paper; a text alone where there is no web address. */
export function link(url: string, text: Content = shown(url)): Markup {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return html`${text}`
  return html`<a href="${url}" rel="noreferrer" title="${url}"><span>${text}</span></a>`
}

/** An origin is shown whole, as headers and configs want it; a long address keeps its beginning and its last part. */
function shown(url: string): string {
  if (/^https?:\/\/[^/]+$/.test(url)) return url
  const text = url.replace('https://', '').replace(/\/$/, '')
  if (text.length <= longestShown) return text
  const parts = text.split('/')
  const start = parts
    .slice(0, 3)
    .join('/')
    .slice(0, longestShown / 2)
  return `${start}/…/${parts.slice(3).join('/').slice(-48).replace(/^.*\//, '')}`
}
