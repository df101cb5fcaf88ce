import { drawArrow } from './draw-arrow.ts'
import { boxHeight, drawBox } from './draw-box.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import type { Drawing } from './picture.ts'
import type { Box, PictureRow, Strand } from './picture-rows.ts'

const width = 680
const frame = { width: 258, padding: 12, title: 34 }
const serverLeft = 410
const boxWidth = frame.width - 2 * frame.padding
const serverWidth = width - serverLeft - 1
const gap = 22
const arrowRoom = 56

/** The browser at the left, the servers at the right, the arrows between them. */
export function drawWide(rows: PictureRow[]): Drawing {
  const parts: Markup[] = []
  let y = frame.title
  for (const row of rows) {
    const height = rowHeight(row)
    parts.push(drawRow(row, y, height))
    y += height + gap
  }
  const height = y - gap + frame.padding
  const browser = html`<rect
      class="frame"
      x="1"
      y="1"
      width="${frame.width - 1}"
      height="${height - 2}"
      rx="9"
    />
    <text class="aside" x="${frame.padding}" y="22">The visitor’s browser</text> `
  return { width, height, content: html`${browser}${parts}` }
}

function rowHeight({ server, strands }: PictureRow): number {
  const strandsHeight = strands.reduce((sum, strand) => sum + strandHeight(strand) + gap, -gap)
  return Math.max(boxHeight(server, serverWidth), strandsHeight)
}

function strandHeight({ box, arrows }: Strand): number {
  return Math.max(boxHeight(box, boxWidth), arrows.length * arrowRoom)
}

function drawRow({ server, strands }: PictureRow, top: number, height: number): Markup {
  const parts = [drawServer(server, top, height)]
  let y = top
  for (const strand of strands) {
    const own = strandHeight(strand)
    parts.push(drawStrand(strand, y, own))
    y += own + gap
  }
  return html`${parts}`
}

function drawServer(server: Box, y: number, height: number): Markup {
  return drawBox(server, { x: serverLeft, y, width: serverWidth, height })
}

function drawStrand({ box, arrows }: Strand, y: number, height: number): Markup {
  const [left, right] = [frame.width - frame.padding + 4, serverLeft - 4]
  const drawn = arrows.map((arrow, i) => {
    const middle = y + (height * (i + 0.5)) / arrows.length
    const ends: [number, number][] = [
      [right, middle],
      [left, middle],
    ]
    const text = (line: string, top: number) =>
      html`<text
        class="label is-${arrow.tone}"
        x="${(frame.width + serverLeft) / 2}"
        y="${top}"
        text-anchor="middle"
      >
        ${line}
      </text> `
    const label = html`${text(arrow.label, middle - 12)}
    ${arrow.note !== undefined && text(arrow.note, middle + 23)}`
    return html`${drawArrow(arrow, arrow.to === 'browser' ? ends : ends.toReversed())}${label}`
  })
  return html`${drawBox(box, { x: frame.padding, y, width: boxWidth, height })}${drawn}`
}
