import { pipeline, type Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { ReplayError } from '../replay-error.js'
import { COLUMNS, type Column, FURTHER_COLUMNS, type LogRow, parseRow } from './log-row.js'

/**
 * Reads the rows of a log from the bytes of a CSV file, one by one, never the whole file.
 * Throws a {@link ReplayError} that names the row when the file is not a log of this shape.
 *
 * @param parts - the file, and whatever unpacks it, in order
 */
export async function* readRows(...parts: [Readable, ...NodeJS.ReadWriteStream[]]): AsyncGenerator<LogRow> {
  const parser = parse({ bom: true, skip_empty_lines: true })
  const done = pipeline([...parts, parser], () => {})
  let places: ReadonlyMap<Column, number> | undefined
  let row = 0
  try {
    for await (const fields of done as unknown as AsyncIterable<string[]>) {
      if (!places) {
        places = placesOf(fields)
        continue
      }
      row += 1
      const where = places
      yield parseRow(row, (column) => fields[where.get(column) ?? -1] ?? '')
    }
  } catch (error) {
    throw explained(error)
  }
  if (!places) throw new ReplayError('The file is empty; the first line must name the columns.')
}

function placesOf(header: readonly string[]): Map<Column, number> {
  const names = header.map((name) => name.trim())
  const missing = COLUMNS.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    throw new ReplayError(
      `The file is not an incident log: its first line lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.join(', ')}.`,
    )
  }
  return new Map([...COLUMNS, ...FURTHER_COLUMNS].map((column) => [column, names.indexOf(column)]))
}

function explained(error: unknown): unknown {
  if (error instanceof CsvError) {
    const row = Number(error['records'] ?? 0)
    const where = row === 0 ? 'The first line' : `Row ${row}`
    return new ReplayError(`${where} is not CSV of this shape: ${error.message}.`, { cause: error })
  }
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string' && code.startsWith('Z_')) {
    return new ReplayError('The file is not gzip, or its end is missing; fetch it again or unpack it.', {
      cause: error,
    })
  }
  return error
}
