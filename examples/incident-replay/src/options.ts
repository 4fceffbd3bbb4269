import { parseArgs } from 'node:util'
import type { GeneratedLog } from './generate/log.js'
import { DEFAULT_MATRIX, type Matrix, parseMatrix } from './matrix.js'
import { ReplayError } from './replay-error.js'

/** Where the desk keeps its tickets. */
export type StoreKind = 'memory' | 'embedded' | 'postgres'

/** What the command line asks for. */
export interface ReplayOptions {
  readonly help: boolean
  readonly store: StoreKind
  readonly file: string | null
  readonly generate: GeneratedLog | null
  /** Where to write the generated log instead of replaying it. */
  readonly write: string | null
  readonly matrix: Matrix
  /** When to look at the lights; null for when the log's last incident began. */
  readonly at: Date | null
  readonly json: boolean
  /** The folder of the embedded store; null for the usual one. */
  readonly data: string | null
  readonly fresh: boolean
  readonly url: string | null
}

/** What `--help` shows. */
export const HELP = `Replays an incident log through a Docket desk and shows what it finds.

  npm run demo:replay -- [options]

  --store memory|embedded|postgres   where the tickets go (memory)
      memory     nothing is kept
      embedded   a PostgreSQL that comes with the packages; its data stay in --data
      postgres   the server at --url
  --file <log.csv|log.csv.gz>        the log to replay (the real log where it is present, else a generated one)
  --generate <megabytes>             replay a generated log of this size instead of a file
  --seed <number>                    which generated log (1)
  --write <log.csv>                  write the generated log to this file and stop
  --matrix <json>                    impact-urgency to priority, such as '{"1-2": 2}'; replaces entries of the usual matrix
  --at <instant>                     show the lights as of then, such as 2016-03-04T12:00Z (when the last incident began)
  --json                             one JSON object on standard output (use npm run --silent)
  --data <folder>                    the embedded store's folder (.docket/incident-replay)
  --fresh                            remove the embedded store's data first
  --url <postgres://…>               the server for --store postgres (DATABASE_URL)
  --help                             this text

Stop it whenever you like. On embedded and postgres it goes on where it was, and ends in the same table.
`

/** Reads the command line. Throws a {@link ReplayError} that says what to write instead. */
export function parseOptions(args: readonly string[], environment: NodeJS.ProcessEnv): ReplayOptions {
  const values = parse(args)
  const store = STORES.find((kind) => kind === values.store)
  if (!store) throw new ReplayError(`--store ${values.store} is not known; take ${STORES.join(', ')}.`)
  const url = values.url ?? (store === 'postgres' ? environment['DATABASE_URL'] : undefined)
  if (store === 'postgres' && !url) throw new ReplayError('--store postgres needs --url or DATABASE_URL.')
  if (store !== 'postgres' && values.url !== undefined) throw new ReplayError('--url belongs to --store postgres.')
  if (store !== 'embedded' && (values.data !== undefined || values.fresh)) {
    throw new ReplayError('--data and --fresh belong to --store embedded; Docket removes nothing from your server.')
  }
  if (values.file !== undefined && values.generate !== undefined) {
    throw new ReplayError('--file and --generate exclude each other.')
  }
  if (values.write !== undefined && values.generate === undefined) {
    throw new ReplayError('--write needs --generate, the size of the log in megabytes.')
  }
  return {
    help: values.help,
    store,
    file: values.file ?? null,
    generate:
      values.generate === undefined
        ? null
        : {
            seed: numberOf('--seed', values.seed, /^\d{1,9}$/),
            size: { bytes: numberOf('--generate', values.generate, /^(?!0*(\.0*)?$)\d{1,6}(\.\d{1,6})?$/) * 1e6 },
          },
    write: values.write ?? null,
    matrix: values.matrix === undefined ? DEFAULT_MATRIX : parseMatrix(values.matrix),
    at: values.at === undefined ? null : instantOf(values.at),
    json: values.json,
    data: values.data ?? null,
    fresh: values.fresh,
    url: url ?? null,
  }
}

const STORES: readonly StoreKind[] = ['memory', 'embedded', 'postgres']

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        store: { type: 'string', default: 'memory' },
        file: { type: 'string' },
        generate: { type: 'string' },
        seed: { type: 'string', default: '1' },
        write: { type: 'string' },
        matrix: { type: 'string' },
        at: { type: 'string' },
        json: { type: 'boolean', default: false },
        data: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        url: { type: 'string' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }).values
  } catch (error) {
    const said = (error as Error).message.split('. ')[0]
    const hint = said?.startsWith('Unexpected argument')
      ? ' Write `--` before the options: npm run demo:replay -- --store embedded.'
      : ''
    throw new ReplayError(`${said}.${hint} See --help.`)
  }
}

function numberOf(option: string, text: string, shape: RegExp): number {
  if (!shape.test(text)) throw new ReplayError(`${option} ${text} is not a number of this kind; see --help.`)
  return Number(text)
}

function instantOf(text: string): Date {
  const date = /^((?:19|20|21)\d\d-\d\d-\d\d)T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.exec(text)?.[1] ?? ''
  const instant = new Date(text)
  // A date that does not exist would be read as one of the next month.
  const exists = (day: Date) => !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
  if (date !== '' && !Number.isNaN(instant.getTime()) && exists(new Date(`${date}T00:00Z`))) return instant
  throw new ReplayError(`--at ${text} is no instant; write it with its zone, such as 2016-03-04T12:00Z.`)
}
