import { parseArgs } from 'node:util'

/** Where the desk keeps its tickets. */
export type StoreKind = 'memory' | 'embedded' | 'postgres'

/** What the command line asks for. */
export interface DemoOptions {
  readonly help: boolean
  readonly store: StoreKind
  /** The folder of everything that is kept; null for the usual one. */
  readonly data: string | null
  readonly fresh: boolean
  readonly url: string | null
  /** 0 for any that is free. */
  readonly port: number
}

/** What the person at the keyboard can do something about. */
export class OptionError extends Error {}

/** What `--help` shows. */
export const HELP = `A small shop with the support widget in its pages, and the desk behind it.

  npm run demo -- [options]

  --store memory|embedded|postgres   where the tickets go (embedded)
      memory     nothing is kept
      embedded   a PostgreSQL that comes with the packages; its data stay in --data
      postgres   the server at --url
  --data <folder>                    what is kept: data, files, secrets (.docket/support-desk)
  --fresh                            begin anew: remove what --data has first
  --url <postgres://…>               the server for --store postgres (DATABASE_URL)
  --port <number>                    where the shop is served (4400; 0 for any)
  --help                             this text

Stop it with Ctrl+C and start it again: what was written is still there.
`

const STORES: readonly StoreKind[] = ['memory', 'embedded', 'postgres']

/** Reads the command line. Throws an {@link OptionError} that says what to write instead. */
export function parseOptions(args: readonly string[], environment: NodeJS.ProcessEnv): DemoOptions {
  const values = parse(args)
  const store = STORES.find((kind) => kind === values.store)
  if (!store) throw new OptionError(`--store ${values.store} is not known; take ${STORES.join(', ')}.`)
  const url = values.url ?? (store === 'postgres' ? environment['DATABASE_URL'] : undefined)
  if (store === 'postgres' && !url) throw new OptionError('--store postgres needs --url or DATABASE_URL.')
  if (store !== 'postgres' && values.url !== undefined) throw new OptionError('--url belongs to --store postgres.')
  if (store !== 'embedded' && values.fresh) {
    throw new OptionError('--fresh belongs to --store embedded; Docket removes nothing from your server.')
  }
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    throw new OptionError(`--port ${values.port} is no port; take 0 to 65535.`)
  }
  return {
    help: values.help,
    store,
    data: values.data ?? null,
    fresh: values.fresh,
    url: url ?? null,
    port: Number(values.port),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        store: { type: 'string', default: 'embedded' },
        data: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        url: { type: 'string' },
        port: { type: 'string', default: '4400' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }).values
  } catch (error) {
    const said = (error as Error).message.split('. ')[0]
    throw new OptionError(`${said}. See npm run demo -- --help. The replay of incidents is npm run demo:replay.`)
  }
}
