import { drawArrow } from './draw-arrow.ts'
import { boxHeight, drawBox } from './draw-box.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import type { Drawing } from './picture.ts'
import type { PictureRow, Strand } from './picture-rows.ts'

const width = 320
const gap = 30
const labelHeight = 26
const strandGap = 12
const railGap = 14

/** For a phone: under each server what the browser has of it, like the branches of a tree. */
export function drawNarrow(rows: PictureRow[]): Drawing {
  const parts: Markup[] = []
  let y = 1
  for (const row of rows) {
    const { content, height } = drawRow(row, y)
    parts.push(content)
    y += height + gap
  }
  return { width, height: y - gap + 1, content: html`${parts}` }
}

function drawRow(
  { server, strands }: PictureRow,
  top: number,
): { content: Markup; height: number } {
  const serverHeight = boxHeight(server, width - 2)
  const parts = [drawBox(server, { x: 1, y: top, width: width - 2, height: serverHeight })]
  const inset = 10 + railGap * Math.max(strands.length, 1)
  let y = top + serverHeight
  for (const [i, strand] of strands.entries()) {
    // The last branch is the nearest to the boxes, so that no rail crosses another's label.
    const rail = 10 + railGap * (strands.length - 1 - i)
    const height = boxHeight(strand.box, width - 1 - inset)
    parts.push(
      drawStrand(strand, { inset, rail: inset - rail, top: top + serverHeight, y, height }),
    )
    y += labelHeight + height + strandGap
  }
  return { content: html`${parts}`, height: y - top - (strands.length > 0 ? strandGap : 0) }
}

interface Place {
  inset: number
  rail: number
  top: number
  y: number
  height: number
}

function drawStrand({ box, arrows }: Strand, { inset, rail, top, y, height }: Place): Markup {
  const boxTop = y + labelHeight
  const middle = boxTop + height / 2
  const down: [number, number][] = [
    [rail, top + 2],
    [rail, middle],
    [inset - 2, middle],
  ]
  const drawn = arrows.map(
    (arrow) =>
      html`${drawArrow(arrow, arrow.to === 'browser' ? down : down.toReversed())}
        <text class="label is-${arrow.tone}" x="${inset}" y="${y + 18}"
          >${arrow.label}${arrow.note !== undefined && ` ${arrow.note}`}</text
        > `,
  )
  return html`${drawBox(box, { x: inset, y: boxTop, width: width - 1 - inset, height })}${drawn}`
}
