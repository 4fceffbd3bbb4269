/** A table in Markdown under its head, `| one | other |`. */
export function table(head: string, rows: readonly (readonly (string | number)[])[]): string {
  const columns = head.split('|').length - 2
  return [head, `|${' --- |'.repeat(columns)}`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')
}
