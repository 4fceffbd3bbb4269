import { Readable } from 'node:stream'
import type { Store } from '@docket/core/store'
import { memoryStore } from '@docket/store-memory'
import { readRows } from '../log/csv.js'
import type { Log } from '../log/open-log.js'
import { DEFAULT_MATRIX, type Matrix } from '../matrix.js'
import { run } from '../run.js'
import { toJson } from '../table.js'

/** A log of a CSV text. */
export function textLog(csv: string): Log {
  return { title: 'a text', rows: () => readRows(Readable.from([Buffer.from(csv)])) }
}

/** Replays a log quietly and gives what `--json` would. */
export async function runQuietly(
  log: Log,
  options: { readonly store?: Store; readonly matrix?: Matrix; readonly at?: Date } = {},
) {
  const { store = memoryStore(), matrix = DEFAULT_MATRIX, at = null } = options
  const said: string[] = []
  const progress = () => ({ update() {}, stop() {} })
  const say = (text: string) => said.push(text)
  const { figures, ...found } = await run({ log, matrix, store, at, say, progress })
  return { figures: toJson(figures), ...found, said }
}
