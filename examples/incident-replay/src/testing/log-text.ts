/** One line of a log by its columns, and its place, counted from 1 after the header. */
export type TextRow = Readonly<Record<string, string>>

/** The incidents of a log without quoted fields, each with its lines in the order of the log. Without a line of the replay. */
export function incidentsOf(csv: string): TextRow[][] {
  const [header = '', ...lines] = csv.trimEnd().split('\n')
  const names = header.split(',')
  const byNumber = new Map<string, TextRow[]>()
  for (const [index, line] of lines.entries()) {
    const fields = line.split(',')
    const row = { ...Object.fromEntries(names.map((name, at) => [name, fields[at] ?? ''])), place: String(index + 1) }
    const number = fields[names.indexOf('number')] ?? ''
    byNumber.set(number, [...(byNumber.get(number) ?? []), row])
  }
  return [...byNumber.values()]
}

/** `D/M/YYYY HH:MM` as minutes since 1970-01-01T00:00Z. */
export function minutes(text = ''): number {
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = text.split(/[/ :]/).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute) / 60_000
}

/** The desk's matrix, written out a second time. */
export const USUAL_MATRIX: Readonly<Record<string, number>> = {
  ...{ '1-1': 1, '1-2': 2, '1-3': 3, '2-1': 2, '2-2': 3, '2-3': 4, '3-1': 3, '3-2': 4, '3-3': 4 },
}
