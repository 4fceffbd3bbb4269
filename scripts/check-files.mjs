// A file that nobody can hold in their head is where mistakes hide. No source file of a package may have more than 400
// lines; lists of types (`*types.ts`) and generated files (first line says so) are exempt. Prints the median as well,
// which shows a drift before the limit is hit.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './run.mjs'
import { readSources } from './sources.mjs'

const LIMIT = 400

/** Counts lines: the files over the limit, and the median of all. */
export function measureFiles(files) {
  const sizes = files.map(({ path, text }) => ({
    path,
    text,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
  }))
  const exempt = ({ path, text }) => path.endsWith('types.ts') || /^.*\bgenerated\b/i.test(text.split('\n', 1)[0] ?? '')
  const sorted = sizes.map(({ lines }) => lines).sort((one, other) => one - other)
  return {
    tooLong: sizes.filter((file) => file.lines > LIMIT && !exempt(file)).map(({ path, lines }) => ({ path, lines })),
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    longest: sorted.at(-1) ?? 0,
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const names = readdirSync(join(root, 'packages')).filter((name) => existsSync(join(root, 'packages', name, 'src')))
  const files = names.flatMap((name) => readSources(name))
  const { tooLong, median, longest } = measureFiles(files)
  for (const { path, lines } of tooLong) process.stdout.write(`${path} has ${lines} lines; split it (limit ${LIMIT})\n`)
  process.stdout.write(`${files.length} source files, median ${median} lines, longest ${longest}\n`)
  process.exitCode = tooLong.length > 0 ? 1 : 0
}
