import { createReadStream, existsSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { type GeneratedLog, generateLog } from '../generate/log.js'
import { ReplayError } from '../replay-error.js'
import { readRows } from './csv.js'
import type { LogRow } from './log-row.js'

/** A log that can be read as often as needed, each time from its beginning. */
export interface Log {
  /** What it is, for the person at the keyboard. */
  readonly title: string
  readonly rows: () => AsyncIterable<LogRow>
}

/** The real log, which is no part of the repository. */
export const REAL_LOG = fileURLToPath(
  new URL('../../../../../shared/data/servicenow-incidents-until-2016-03-07.csv.gz', import.meta.url),
)

/** The log that is replayed when no file is named and the real log is not there. */
const SUBSTITUTE: GeneratedLog = { seed: 1, size: { incidents: 2_500 } }

/** Opens a file, `.csv` or `.csv.gz`. */
export function fileLog(path: string): Log {
  if (!existsSync(path) || statSync(path).isDirectory()) throw new ReplayError(`There is no file ${path}.`)
  return {
    title: path,
    rows: () =>
      path.endsWith('.gz') ? readRows(createReadStream(path), createGunzip()) : readRows(createReadStream(path)),
  }
}

/** Makes a log instead of reading one; it goes the same way as a file. */
export function generatedLog(log: GeneratedLog): Log {
  const size = 'bytes' in log.size ? `${log.size.bytes / 1e6} MB` : `${log.size.incidents} incidents`
  return {
    title: `a generated log (seed ${log.seed}, ${size})`,
    rows: () => readRows(Readable.from(generateLog(log), { objectMode: false })),
  }
}

/** The log to replay when none is named: the real one, or plainly not. */
export function usualLog(): Log {
  if (existsSync(REAL_LOG)) return { ...fileLog(REAL_LOG), title: 'the real log (see shared/data/README.md)' }
  const substitute = generatedLog(SUBSTITUTE)
  return { ...substitute, title: `${substitute.title}, because the real log is not here` }
}
