import type { Tone } from '../outcomes.ts'
import { html, type Markup } from './html.ts'
import type { Arrow, Box, Line } from './picture-rows.ts'

export type Point = [x: number, y: number]

const padding = 12
const lineHeight = 19

/** Widest that a column of text gets in the fonts of the systems, in pixels. */
const columnWidths: Record<Line['look'], number> = {
  name: 9.2,
  mono: 7.9,
  aside: 7.4,
  mark: 8,
}
const mostLines = 3

interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

export function boxHeight(box: Box, width: number): number {
  return layOut(box, width).length * lineHeight + 2 * padding - 3
}

/** A box with its lines, none of which leaves it. A name that had to be shortened is whole in its title. */
export function drawBox(box: Box, { x, y, width, height }: Rectangle): Markup {
  const lines = layOut(box, width).map(({ line, text, isShortened }, i) => {
    const top = y + padding + 11 + i * lineHeight
    return html`<text class="${line.look} is-${line.tone}" x="${x + padding}" y="${top}"
      >${isShortened && html`<title>${line.text}</title>`}${text}</text
    > `
  })
  return html`<rect
      class="box is-${box.kind}"
      x="${x}"
      y="${y}"
      width="${width}"
      height="${height}"
      rx="7"
    />
    ${lines}`
}

function layOut(box: Box, width: number): { line: Line; text: string; isShortened: boolean }[] {
  return box.lines.flatMap((line) => {
    const columns = Math.floor((width - 2 * padding) / columnWidths[line.look])
    const texts = wrapText(line.text, columns, mostLines)
    const isShortened = texts.some((text) => text.includes('…')) && !line.text.includes('…')
    return texts.map((text) => ({ line, text, isShortened }))
  })
}

/** Columns of one wide letter and an ellipsis: no line is narrower. */
const narrowest = 3

/**
 * Splits a text into lines of at most so many columns, at a space or behind punctuation where there
 * is any. What does not fit into that many lines loses its middle.
 */
export function wrapText(text: string, room: number, most: number): string[] {
  const columns = Math.max(room, narrowest)
  // A line may stay a column short where a wide letter did not fit.
  let rest = shorten([...text], columns * most - (most - 1))
  const lines: string[] = []
  while (columnsOf(rest) > columns) {
    const end = lineEnd(rest, columns, columns * (most - lines.length - 1))
    lines.push(rest.slice(0, end).join('').trimEnd())
    rest = rest.slice(end)
  }
  return [...lines, rest.join('')]
}

function shorten(characters: string[], columns: number): string[] {
  if (columnsOf(characters) <= columns) return characters
  const half = Math.floor((columns - 1) / 2)
  const head = characters.slice(0, lengthWithin(characters, half))
  const tail = characters.slice(characters.length - lengthWithin(characters.toReversed(), half))
  return [...head, '…', ...tail]
}

/** Where the line ends: behind its last break, if what follows then still fits. */
function lineEnd(characters: string[], columns: number, room: number): number {
  // At least one, so that no line stays empty.
  const most = Math.max(lengthWithin(characters, columns), 1)
  for (let end = most; end > 1; end--) {
    if (columnsOf(characters.slice(end)) > room) break
    if (/[\s./:_-]/.test(characters[end - 1])) return end
  }
  return most
}

function lengthWithin(characters: string[], columns: number): number {
  let length = 0
  while (length < characters.length && columnsOf(characters.slice(0, length + 1)) <= columns)
    length++
  return length
}

/** Letters of East Asian scripts and pictographs are two columns wide. */
function columnsOf(characters: string[]): number {
  return characters.reduce((sum, character) => sum + (character >= '\u2e80' ? 2 : 1), 0)
}

/** A line with the arrow's head at its end; one that does not arrive is crossed out. @param toBrowser its points, from the server to the browser */
export function drawArrow({ to, tone, isCut }: Arrow, toBrowser: Point[]): Markup {
  const points = to === 'browser' ? toBrowser : toBrowser.toReversed()
  const [beforeLast, last] = points.slice(-2)
  const path = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')
  return html`<path class="arrow is-${tone}${isCut && ' is-cut'}" d="${path}" />
    <path class="tip is-${tone}" d="M${last[0]} ${last[1]}${tip(beforeLast, last)}z" />
    ${isCut && cross(...longest(points), tone)}`
}

function tip([fromX, fromY]: Point, [x, y]: Point): string {
  if (fromY === y) return x > fromX ? 'l-9 -5v10' : 'l9 -5v10'
  return y > fromY ? 'l-5 -9h10' : 'l-5 9h10'
}

function cross(from: Point, to: Point, tone: Tone): Markup {
  const [x, y] = [(from[0] + to[0]) / 2 - 6, (from[1] + to[1]) / 2 - 6]
  return html`<path class="cross is-${tone}" d="M${x} ${y}l12 12m0 -12l-12 12" />`
}

/** The longest part of the line: the cross is to be seen. */
function longest(points: Point[]): [from: Point, to: Point] {
  const parts = points.slice(1).map((to, i): [Point, Point] => [points[i], to])
  const length = ([from, to]: [Point, Point]) =>
    Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1])
  return parts.toSorted((a, b) => length(b) - length(a))[0]
}
