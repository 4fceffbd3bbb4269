import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, inject, it } from 'vitest'

/** Runs the drill in a process of its own, as its command does. */
async function drill(...options: string[]): Promise<{ code: number | null; output: string }> {
  const program = fileURLToPath(new URL('main.ts', import.meta.url))
  const flags = ['--import', 'tsx', '--conditions=@docket/source', program, '--url', inject('postgresUrl'), ...options]
  const child = spawn(process.execPath, flags, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'test' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, output }
}

it.each([
  ['never-claims-timers', /violation: stuck: after 10 s \d+ are not done: .*timer (timeout|route) of tenant-\d+\//],
  ['loses-timers', /violation: ticket tenant-\d+\/\S+: no timer moved it out of (arrived|napping)/],
  [
    'never-settles-outbox',
    /violation: stuck: after 10 s \d+ are not done: effect \S+ of tenant-\d+\/\S+, claimed \d+ times/,
  ],
  ['gives-up-effects', /violation: outbox \S+ was given up: given up for no reason/],
])('finds work that is stuck or lost: the mutant %s', { timeout: 180_000 }, async (mutant, violation) => {
  const { code, output } = await drill('--cycles', '10', '--seed', '1', '--mutant', mutant)
  expect(output).toMatch(violation)
  expect(code).toBe(1)
})

it('finds that a store without the fence lets effects happen twice', { timeout: 180_000 }, async () => {
  const { code, output } = await drill('--cycles', '5', '--seed', '1', '--unfenced')
  expect(output).toMatch(/violation: double effect: job \d+ of carrier-\d+ took effect 2 times/)
  expect(code).toBe(1)
})
