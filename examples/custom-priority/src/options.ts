import { parseArgs } from 'node:util'
import { ReplayError } from '@docket/example-incident-replay'

/** What the command line asks for. */
export interface Options {
  readonly help: boolean
  /** The log to rehearse on; null for the usual one. */
  readonly file: string | null
  /** Where the page goes. */
  readonly out: string
}

/** What `--help` shows. */
export const HELP = `Rehearses a team's own priority and routing on the history of a desk, and writes a page about it.

  npm run demo:custom-priority -- [options]

  --file <log.csv|log.csv.gz>   the history (the real log where it is present, else a generated one)
  --out <page.html>             where the page goes (custom-priority.html)
  --help                        this text
`

/** Reads the command line. Throws a `ReplayError` that says what to write instead. */
export function parseOptions(args: readonly string[]): Options {
  const { file, out, help } = parse(args)
  if (!out.endsWith('.html')) throw new ReplayError(`--out ${out} is no page; name one that ends with .html.`)
  return { help, file: file ?? null, out }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        file: { type: 'string' },
        out: { type: 'string', default: 'custom-priority.html' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }).values
  } catch (error) {
    throw new ReplayError(`${(error as Error).message.split('. ')[0]}. See npm run demo:custom-priority -- --help.`)
  }
}
