import { parseArgs } from 'node:util'
import type { Language } from './report/words.js'

/** What the command line asks for. */
export interface CompanyOptions {
  readonly help: boolean
  readonly json: boolean
  readonly language: Language
  readonly seed: number
}

/** What is wrong on the command line, as a sentence. */
export class OptionError extends Error {}

/** What `--help` shows. */
export const HELP = `Tells two weeks of a company's service, in virtual time, and reports on them.

  npm run demo:company -- [options]

  --lang <en|zh>   the report's language (en), into which it translates what people wrote
  --seed <number>  another crowd of customers (1)
  --json           the report as one JSON object (use npm run --silent)
  --help           this text
`

/** Reads the command line. Throws an `OptionError` that says what to write instead. */
export function parseOptions(args: readonly string[]): CompanyOptions {
  const { help, json, lang, seed } = parse(args)
  if (lang !== 'en' && lang !== 'zh') throw new OptionError(`--lang ${lang} is none of en, zh.`)
  if (!/^\d{1,9}$/.test(seed)) throw new OptionError(`--seed ${seed} is no whole number; write one such as 7.`)
  return { help, json, language: lang, seed: Number(seed) }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        lang: { type: 'string', default: 'en' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }).values
  } catch (error) {
    throw new OptionError(`${(error as Error).message.split('. ')[0]}. See npm run demo:company -- --help.`)
  }
}
