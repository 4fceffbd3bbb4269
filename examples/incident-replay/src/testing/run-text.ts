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
export async function runQuietly(log: Log, options: { readonly store?: Store; readonly matrix?: Matrix } = {}) {
  const { store = memoryStore(), matrix = DEFAULT_MATRIX } = options
  const said: string[] = []
  const progress = () => ({ update() {}, stop() {} })
  const { figures, commandsPerSecond } = await run({ log, matrix, store, say: (text) => said.push(text), progress })
  return { figures: toJson(figures), commandsPerSecond, said }
}
