import { parseArgs } from 'node:util'
import { ReplayError } from '@docket/example-incident-replay'

/** What the command line asks for. */
export interface LabOptions {
  readonly help: boolean
  /** The log to rehearse; null for the usual one. */
  readonly file: string | null
  /** Where the chart goes. */
  readonly out: string
  readonly json: boolean
}

/** What `--help` shows. */
export const HELP = `Rehearses changes of SLA on the history of a desk and says who would have been late.

  npm run demo:sla-lab -- [options]

  --file <log.csv|log.csv.gz>   the history (the real log where it is present, else a generated one)
  --out <chart.svg>             where the chart goes (sla-lab.svg)
  --json                        one JSON object on standard output (use npm run --silent)
  --help                        this text
`

/** Reads the command line. Throws a `ReplayError` that says what to write instead. */
export function parseOptions(args: readonly string[]): LabOptions {
  const { file, out, json, help } = parse(args)
  if (!out.endsWith('.svg')) throw new ReplayError(`--out ${out} is no SVG file; name one that ends with .svg.`)
  return { help, file: file ?? null, out, json }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        file: { type: 'string' },
        out: { type: 'string', default: 'sla-lab.svg' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }).values
  } catch (error) {
    throw new ReplayError(`${(error as Error).message.split('. ')[0]}. See npm run demo:sla-lab -- --help.`)
  }
}
