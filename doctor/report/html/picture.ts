import type { CookieDiagnosis, Diagnosis } from '../../rules/diagnosis.ts'
import { html, type Markup } from './html.ts'
import { pictureRows, type Box, type Exchange, type PictureRow } from './picture-rows.ts'
import { boxHeight, drawArrow, drawBox, type Point } from './picture-shapes.ts'

/** Who talks to whom, and where the cookie stops: once for a wide window and paper, once for a phone. */
export function picture({ facts }: Diagnosis, shown: CookieDiagnosis[]): Markup {
  const rows = pictureRows(facts, shown)
  const description = rows.map(describe).join(' ')
  return html`<figure class="picture">
    ${svg('wide', drawWide(rows), description)} ${svg('narrow', drawNarrow(rows), description)}
  </figure>`
}

interface Drawing {
  width: number
  height: number
  content: Markup
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

function describe({ server, exchanges }: PictureRow): string {
  const links = exchanges.map(({ box, arrow: { to, label, isCut } }) => {
    const direction = to === 'browser' ? 'from it to the browser' : 'from the browser to it'
    return ` ${direction}: ${label}${isCut ? ' (does not arrive)' : ''}: ${textOf(box)}.`
  })
  return `${textOf(server)}.${links.join('')}`
}

function textOf({ lines }: Box): string {
  return lines.map(({ text }) => text).join(', ')
}

/** In a wide window: the browser at the left, the servers at the right, the arrows between them. */
const wide = {
  width: 680,
  frame: { width: 258, padding: 12, title: 34 },
  boxWidth: 234,
  serverLeft: 410,
  serverWidth: 269,
  gap: 22,
  arrowRoom: 56,
}

function drawWide(rows: PictureRow[]): Drawing {
  const { width, frame, gap } = wide
  const parts: Markup[] = []
  let y = frame.title
  for (const row of rows) {
    const height = heightOf(row)
    parts.push(drawWideRow(row, y, height))
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

function heightOf({ server, exchanges }: PictureRow): number {
  const sum = exchanges.reduce((before, { box }) => before + roomOf(box) + wide.gap, -wide.gap)
  return Math.max(boxHeight(server, wide.serverWidth), sum)
}

/** What a box needs, with its arrow's label and note. */
function roomOf(box: Box): number {
  return Math.max(boxHeight(box, wide.boxWidth), wide.arrowRoom)
}

function drawWideRow({ server, exchanges }: PictureRow, top: number, height: number): Markup {
  const { serverLeft: x, serverWidth: width } = wide
  const parts = [drawBox(server, { x, y: top, width, height })]
  let y = top
  for (const exchange of exchanges) {
    const room = roomOf(exchange.box)
    parts.push(drawWideExchange(exchange, y, room))
    y += room + wide.gap
  }
  return html`${parts}`
}

function drawWideExchange({ box, arrow }: Exchange, y: number, height: number): Markup {
  const { frame, serverLeft, boxWidth } = wide
  const middle = y + height / 2
  const toBrowser: Point[] = [
    [serverLeft - 4, middle],
    [frame.width - frame.padding + 4, middle],
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
  return html`${drawBox(box, { x: frame.padding, y, width: boxWidth, height })}${drawArrow(arrow, toBrowser)}${text(arrow.label, middle - 12)}
  ${arrow.note !== undefined && text(arrow.note, middle + 23)}`
}

/** On a phone: under each server what the browser has of it, like the branches of a tree. */
const narrow = { width: 320, gap: 30, labelHeight: 26, branchGap: 12, railGap: 14 }

function drawNarrow(rows: PictureRow[]): Drawing {
  const { width, gap } = narrow
  const parts: Markup[] = []
  let y = 1
  for (const row of rows) {
    const { content, height } = drawNarrowRow(row, y)
    parts.push(content)
    y += height + gap
  }
  return { width, height: y - gap + 1, content: html`${parts}` }
}

function drawNarrowRow(
  { server, exchanges }: PictureRow,
  top: number,
): { content: Markup; height: number } {
  const { labelHeight, branchGap, railGap } = narrow
  const width = narrow.width - 2
  const bottom = top + boxHeight(server, width)
  const parts = [drawBox(server, { x: 1, y: top, width, height: bottom - top })]
  const left = 10 + railGap * Math.max(exchanges.length, 1)
  let y = bottom
  for (const [i, exchange] of exchanges.entries()) {
    const height = boxHeight(exchange.box, narrow.width - 1 - left)
    // The last branch is the nearest to the boxes, so that no rail crosses another's label.
    const rail = left - 10 - railGap * (exchanges.length - 1 - i)
    parts.push(drawBranch(exchange, { left, rail, bottom, y, height }))
    y += labelHeight + height + branchGap
  }
  return { content: html`${parts}`, height: y - top - (exchanges.length > 0 ? branchGap : 0) }
}

interface Branch {
  /** Where the boxes begin. */
  left: number
  /** Where the arrow runs down. */
  rail: number
  /** Of the server. */
  bottom: number
  y: number
  height: number
}

function drawBranch({ box, arrow }: Exchange, { left, rail, bottom, y, height }: Branch): Markup {
  const boxTop = y + narrow.labelHeight
  const middle = boxTop + height / 2
  const toBrowser: Point[] = [
    [rail, bottom + 2],
    [rail, middle],
    [left - 2, middle],
  ]
  return html`${drawBox(box, { x: left, y: boxTop, width: narrow.width - 1 - left, height })}${drawArrow(arrow, toBrowser)}
    <text class="label is-${arrow.tone}" x="${left}" y="${y + 18}"
      >${arrow.label}${arrow.note !== undefined && ` ${arrow.note}`}</text
    > `
}
