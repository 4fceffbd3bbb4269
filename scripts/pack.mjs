// Packs every published package into a folder (`tarballs/` if none is named) as it would be published. By the project's
// pnpm, because npm would leave `workspace:` and `catalog:` in the manifests, and nobody could install them. Needs a
// build before: `npm run tarballs` does both.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { published, root, run } from './run.mjs'

const pnpm = `pnpm@${createRequire(import.meta.url)('../package.json').config.pnpm}`
const folder = resolve(process.argv[2] ?? join(root, 'tarballs'))

const unbuilt = published.filter((name) => !existsSync(join(root, 'packages', name, 'dist/index.js')))
if (unbuilt.length > 0) {
  process.stderr.write(`Not built: ${unbuilt.join(', ')}. npm run build\n`)
  process.exit(1)
}

mkdirSync(folder, { recursive: true })
const tarballs = () => readdirSync(folder).filter((file) => /^docket-.*\.tgz$/.test(file))
// Of an earlier version they would stand beside the new ones.
for (const file of tarballs()) rmSync(join(folder, file))
for (const name of published) {
  const cwd = join(root, 'packages', name)
  const { status, output } = await run('npx', ['-y', pnpm, 'pack', '--pack-destination', folder], { cwd, quiet: true })
  if (status !== 0) {
    process.stderr.write(output)
    process.exit(status)
  }
}
process.stdout.write(`${tarballs().length} tarballs in ${folder}: npm install those that you need, in one command\n`)
