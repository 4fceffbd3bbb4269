import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { LIMIT, sizeOf } from './check-client-size.mjs'

describe('the client', () => {
  it('is as small as was promised', async () => {
    const { packed } = await sizeOf("export * from './src/index.ts'")
    expect(packed).toBeLessThanOrEqual(LIMIT)
  })

  it('would be found too large with more in it', async () => {
    const ballast = randomBytes(4_500).toString('base64')
    const { packed } = await sizeOf(`export * from './src/index.ts'; export const ballast = '${ballast}'`)
    expect(packed).toBeGreaterThan(LIMIT)
  })
})
