import { both, escaped, type Text } from './html.js'

/** A table as {@link table} takes it; each row begins with its head. */
export interface Table {
  readonly caption: Text
  readonly heads: readonly Text[]
  readonly rows: readonly (readonly Cell[])[]
}

/** What is in a cell: a value, something said, or what is HTML already. */
export type Cell = string | Text | { readonly html: string }

/**
 * A table that stays one for whoever hears it, and becomes a list of cards on a phone: the roles say again what styles
 * take away there.
 */
export function table({ caption, heads, rows }: Table): string {
  const body = rows.map(([first = '', ...others]) => {
    const cells = others.map((value, index) => {
      const head = heads[index + 1] ?? { en: '', zh: '' }
      return `<td role="cell" data-head="${escaped(`${head.en} ${head.zh}`)}">${contentOf(value)}</td>`
    })
    return `<tr role="row"><th role="rowheader" scope="row">${contentOf(first)}</th>${cells.join('')}</tr>`
  })
  const columns = heads.map((head) => `<th role="columnheader" scope="col">${both(head)}</th>`)
  return [
    '<table role="table" class="cards">',
    `<caption>${both(caption)}</caption>`,
    `<thead role="rowgroup"><tr role="row">${columns.join('')}</tr></thead>`,
    '<tbody role="rowgroup">',
    ...body,
    '</tbody>',
    '</table>',
  ].join('\n')
}

function contentOf(cell: Cell): string {
  if (typeof cell === 'string') return escaped(cell)
  return 'html' in cell ? cell.html : both(cell)
}
