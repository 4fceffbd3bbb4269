// Makes the workspace ready with nothing but Node and npm: every script of the root package.json runs this first. It
// hashes what decides the install (lockfile, workspace file, manifests, pnpm's version, Node's major); when that is
// unchanged it leaves at once, else it lets npx fetch the pinned pnpm and install from the frozen lockfile. All output
// goes to stderr, so that a script's stdout stays its own. `--force` installs regardless.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const marker = join(root, 'node_modules', '.docket-setup')
const { config } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const manifests = ['packages', 'examples']
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json')))
  .filter((path) => existsSync(join(root, path)))
  .sort()

const hash = createHash('sha256').update(`${config.pnpm} node ${process.versions.node.split('.')[0]}`)
for (const path of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests]) {
  const text = readFileSync(join(root, path), 'utf8')
  hash.update(path).update(path.endsWith('package.json') ? dependenciesOf(text) : text)
}
const wanted = hash.digest('hex')
const present = existsSync(marker) ? readFileSync(marker, 'utf8') : ''

if (present !== wanted || process.argv.includes('--force')) {
  process.stderr.write('Docket: setting up the workspace (once; again only when dependencies change)\n')
  const command = ['-y', `pnpm@${config.pnpm}`, 'install', '--frozen-lockfile']
  const { status, error } = spawnSync('npx', command, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    env: { ...process.env, CI: 'true' },
  })
  if (error || status !== 0) {
    process.stderr.write(`Docket: set-up failed; try by hand: npx ${command.join(' ')}\n`)
    process.exit(status || 1)
  }
  writeFileSync(marker, wanted)
}

/** The part of a manifest that an install depends on, so that editing a script does not reinstall. */
function dependenciesOf(text) {
  const { name, dependencies, devDependencies, optionalDependencies, peerDependencies } = JSON.parse(text)
  return JSON.stringify([name, dependencies, devDependencies, optionalDependencies, peerDependencies])
}
