// The one way the scripts here start a program: tools are found in node_modules/.bin also when npm did not start us, what
// a program prints passes through and is kept, and a failing status is a value, so that a caller can go on and report.
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** The packages that are published, by folder name. */
export const published = ['core', 'store-memory', 'files', 'store-postgres', 'http', 'client', 'react', 'testkit']

/** Runs a program; `quiet` keeps its output back. Gives its exit status and all it printed. */
export async function run(command, args = [], { cwd = root, quiet = false, env = {} } = {}) {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH']}`
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  let output = ''
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      output += text
      if (!quiet) process[stream].write(text)
    })
  }
  const status = await new Promise((resolve) => {
    child.on('close', (code) => resolve(code ?? 1))
    child.on('error', (error) => {
      output += `${error.message}\n`
      resolve(1)
    })
  })
  return { status, output }
}

/** The time since `start` (of performance.now()) in seconds, for people. */
export const seconds = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`
