import { html } from './html.ts'
import type { Markup } from './html.ts'
import type { PictureLine } from './picture-line.ts'
import type { Box } from './picture-rows.ts'
import { wrapText } from './wrap-text.ts'

const padding = 12
const lineHeight = 19

/** Widest that a column of text gets in the fonts of the systems, in pixels. */
const columnWidths: Record<PictureLine['look'], number> = {
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

function layOut(
  box: Box,
  width: number,
): { line: PictureLine; text: string; isShortened: boolean }[] {
  return box.lines.flatMap((line) => {
    const columns = Math.floor((width - 2 * padding) / columnWidths[line.look])
    const texts = wrapText(line.text, columns, mostLines)
    const isShortened = texts.some((text) => text.includes('…')) && !line.text.includes('…')
    return texts.map((text) => ({ line, text, isShortened }))
  })
}
