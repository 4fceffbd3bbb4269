import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { readEvents, until } from '../../test/stream/event-reader.js'
import { streamDesk } from '../../test/stream/stream-desk.js'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function used(): number {
  collect()
  collect()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

// X44: more come than there is room for, and half of them go without a word.
it('10,000 that come at once are served as many as there is room for, and the others told to come again', {
  timeout: 240_000,
}, async () => {
  const most = 1_000
  const node = await streamDesk({ streams: { most, heartbeatMs: 500, mostPerPrincipal: 2 } })
  const storm = (round: number) =>
    Promise.all(Array.from({ length: 10_000 }, (_, index) => node.open(`acme/agent/${round}-${index}`)))
  const counts: string[] = []
  const levels: number[] = []
  for (let round = 0; round < 2; round += 1) {
    const answers = await storm(round)
    const served = answers.filter(({ status }) => status === 200)
    const refused = answers.filter(({ status }) => status === 503)
    counts.push(`${served.length} served, ${refused.length} refused`)
    expect([served.length, refused.length]).toEqual([most, 10_000 - most])
    for (const { headers } of refused) expect(headers.get('retry-after')).toBe('5')
    // Half go as clients do; of the others nothing comes any more, not even that they have gone.
    for (const { body } of served.slice(0, most / 2)) await body?.cancel().catch(() => {})
    await until(() => node.listeners() === 0, 'all were given up')
    levels.push(used())
  }
  console.log(counts.join('; '), levels.map((level) => `${Math.round(level / 2 ** 20)} MiB`).join(', '))
  const [first = 0] = levels
  // The first round has warmed up; then nothing grows with how many came.
  expect((levels.at(-1) ?? 0) - first).toBeLessThan(8 * 2 ** 20)
  const after = readEvents(await node.open('acme/agent/after'))
  await until(() => after.events.length > 0, 'there is room again')
  await after.stop()
  expect(node.errors).toEqual([])
})
