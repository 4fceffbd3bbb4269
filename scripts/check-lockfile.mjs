// The lockfile must install from whatever registry a machine is set up for: an address in it would tie the project to
// one host. pnpm writes none by itself; this notices when an override, a tarball or a git dependency brings one in.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './run.mjs'

/** The lines of a lockfile that name an address, with their numbers. */
export function findAddresses(lockfile) {
  return lockfile
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line.trim() }))
    .filter(({ text }) => /https?:\/\/|git\+|\btarball:|\bregistry:/.test(text))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = findAddresses(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8'))
  for (const { line, text } of found) process.stdout.write(`pnpm-lock.yaml:${line} names an address: ${text}\n`)
  process.exitCode = found.length > 0 ? 1 : 0
}
