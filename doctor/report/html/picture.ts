import type { CookieDiagnosis, Diagnosis } from '../../rules/diagnosis.ts'
import { drawNarrow } from './draw-narrow.ts'
import { drawWide } from './draw-wide.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { pictureRows } from './picture-rows.ts'
import type { PictureRow } from './picture-rows.ts'

export interface Drawing {
  width: number
  height: number
  content: Markup
}

/** Who talks to whom, and where the cookie stops: once for a wide window and paper, once for a phone. */
export function picture({ facts }: Diagnosis, shown: CookieDiagnosis[]): Markup {
  const rows = pictureRows(facts, shown)
  const description = rows.map(describe).join(' ')
  return html`<figure class="picture">
    ${svg('wide', drawWide(rows), description)} ${svg('narrow', drawNarrow(rows), description)}
  </figure>`
}

function svg(name: string, { width, height, content }: Drawing, description: string): Markup {
  return html`<svg
    class="is-${name}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-labelledby="picture-${name}-title"
    aria-describedby="picture-${name}-description"
  >
    <title id="picture-${name}-title">
      The servers, and what the browser gets from them and sends to them
    </title>
    <desc id="picture-${name}-description">${description}</desc>
    ${content}
  </svg>`
}

function describe({ server, strands }: PictureRow): string {
  const where = server.lines.map(({ text }) => text).join(', ')
  const links = strands.flatMap(({ box, arrows }) =>
    arrows.map(({ to, label, isCut }) => {
      const what = box.lines.map(({ text }) => text).join(', ')
      const direction = to === 'browser' ? 'from it to the browser' : 'from the browser to it'
      return ` ${direction}: ${label}${isCut ? ' (does not arrive)' : ''}: ${what}.`
    }),
  )
  return `${where}.${links.join('')}`
}
