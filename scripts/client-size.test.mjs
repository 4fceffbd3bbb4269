import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ENTRIES, sizeOf } from './check-client-size.mjs'
import { run } from './run.mjs'

describe('the client', () => {
  it.each(ENTRIES)('is as small as was promised: $name', async ({ code, goal }) => {
    expect((await sizeOf(code)).gz).toBeLessThanOrEqual(goal)
  })

  it('would be found too large with more in it', async () => {
    const [{ code, goal }] = ENTRIES
    const ballast = randomBytes(4_500).toString('base64')
    expect((await sizeOf(`${code}; export const ballast = '${ballast}'`)).gz).toBeGreaterThan(goal)
  })

  it('is measured for programs too', async () => {
    const { status, output } = await run('node', ['scripts/check-client-size.mjs', '--json'], { quiet: true })
    expect(status).toBe(0)
    expect(JSON.parse(output)).toEqual(ENTRIES.map(({ name, goal }) => ({ name, gz: expect.any(Number), goal })))
  })
})
