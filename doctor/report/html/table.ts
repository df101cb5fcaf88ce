import { html, type Content, type Markup } from './html.ts'

/**
 * A table whose first column heads its rows. A narrow window shows each row as a list, which is why
 * cells carry their column's name, and why the roles are spelled out: `display` would take them away.
 */
export function table(caption: Content, columns: Content[], rows: Content[][]): Markup {
  return html`<table role="table">
    <caption>
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${columns.map(columnHeader)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map((cells) => row(columns, cells))}
    </tbody>
  </table>`
}

function columnHeader(name: Content): Markup {
  return html`<th role="columnheader" scope="col">${name}</th> `
}

function row(columns: Content[], [header, ...cells]: Content[]): Markup {
  const rest = cells.map(
    (cell, i) =>
      html`<td role="cell">
        <span class="column" aria-hidden="true">${columns[i + 1]}</span>
        <div>${cell}</div>
      </td>`,
  )
  return html`<tr role="row">
    <th role="rowheader" scope="row">${header}</th>
    ${rest}
  </tr> `
}
