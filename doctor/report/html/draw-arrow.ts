import { html } from './html.ts'
import type { Markup } from './html.ts'
import type { Arrow } from './picture-rows.ts'

type Point = [x: number, y: number]

/** A line from point to point with the arrow's head at its end; one that does not arrive is crossed out. */
export function drawArrow(arrow: Arrow, points: Point[]): Markup {
  const [beforeLast, last] = points.slice(-2)
  const tone = `is-${arrow.tone}`
  const path = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')
  return html`<path class="arrow ${tone}${arrow.isCut && ' is-cut'}" d="${path}" />
    <path class="tip ${tone}" d="M${last[0]} ${last[1]}${tip(beforeLast, last)}z" />
    ${arrow.isCut && cross(...longest(points), tone)}`
}

function tip([fromX, fromY]: Point, [x, y]: Point): string {
  if (fromY === y) return x > fromX ? 'l-9 -5v10' : 'l9 -5v10'
  return y > fromY ? 'l-5 -9h10' : 'l-5 9h10'
}

function cross(from: Point, to: Point, tone: string): Markup {
  const [x, y] = [(from[0] + to[0]) / 2 - 6, (from[1] + to[1]) / 2 - 6]
  return html`<path class="cross ${tone}" d="M${x} ${y}l12 12m0 -12l-12 12" />`
}

/** The longest part of the line: the cross is to be seen. */
function longest(points: Point[]): [from: Point, to: Point] {
  const parts = points.slice(1).map((to, i): [Point, Point] => [points[i], to])
  const length = ([from, to]: [Point, Point]) =>
    Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1])
  return parts.toSorted((a, b) => length(b) - length(a))[0]
}
