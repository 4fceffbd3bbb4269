import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { run } from './run.mjs'
import { ENTRIES, sizeOf, tooLarge } from './size.mjs'

describe('what a page loads', () => {
  it.each(ENTRIES)('is as small as was promised: $name', async ({ gz, limit }) => {
    const size = await gz()
    expect(size).toBeGreaterThan(400)
    expect(size).toBeLessThanOrEqual(limit)
  })

  it('would be found too large with more in it', async () => {
    const [{ goal }] = ENTRIES
    const ballast = randomBytes(4_500).toString('base64')
    const gz = await sizeOf(`export * from './src/index.ts'; export const ballast = '${ballast}'`, 'client')
    expect(tooLarge([{ name: 'client', gz, limit: goal }])).toEqual([`client has ${gz} bytes, 6144 at most`])
  })

  it('is measured for programs too', async () => {
    const { output } = await run('node', ['scripts/size.mjs', '--json'], { quiet: true })
    expect(JSON.parse(output)).toEqual(ENTRIES.map(({ name, goal }) => ({ name, gz: expect.any(Number), goal })))
  })
})
