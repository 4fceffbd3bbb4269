// Lists source files for the checks that read them, so that what counts as a source is said once.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

/** The TypeScript files under packages/<package>/src as { path, text }; `path` is from the repository's root, with slashes. */
export function readSources(packageFolder, base = root) {
  const folder = join('packages', packageFolder, 'src')
  return readdirSync(join(base, folder), { recursive: true })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({
      path: join(folder, path).replaceAll('\\', '/'),
      text: readFileSync(join(base, folder, path), 'utf8'),
    }))
    .sort((one, other) => (one.path < other.path ? -1 : 1))
}

/** Whether a file holds tests and is therefore neither built nor shipped. */
export const isTest = (path) => /\.test(-d)?\.ts$/.test(path)
