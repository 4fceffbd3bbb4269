import type { Message, Page } from '@docket/core'
import { seededRandom } from '@docket/core/testing'
import { afterEach, expect, it } from 'vitest'
import { fastTimer, servedDesk, type Way } from './client-world.js'
import { fakeBrowser } from './fake-browser.js'

const SEED = Number(process.env['CLIENT_SEED'] ?? 20_261_122)
const FAILURES = 1_000

let end = () => {}
afterEach(() => end())

it('loses no message and doubles none in 1,000 failures of the network', async () => {
  const { as, client, closeAll } = await servedDesk()
  end = closeAll
  const random = seededRandom(SEED)
  const failures = { before: 0, after: 0, refused: 0, late: 0, stalled: 0 }
  const sum = () => Object.values(failures).reduce((one, other) => one + other)
  const way: Way = async (request, handle) => {
    const fate = random.next()
    if (sum() >= FAILURES || fate < 0.1) return handle(request())
    if (fate < 0.35) {
      failures.before += 1
      throw new TypeError('no way to the desk')
    }
    if (fate < 0.7) {
      await (await handle(request())).text()
      failures.after += 1
      throw new TypeError('no way back from the desk')
    }
    if (fate < 0.85) {
      failures.refused += 1
      return new Response('<html>down</html>', { status: [502, 503, 504][failures.refused % 3] ?? 503 })
    }
    if (fate < 0.93) {
      failures.stalled += 1
      const problem = { code: 'BODY_STALLED', detail: 'The body did not come; send it again.', retryable: false }
      return Response.json(problem, { status: 408 })
    }
    failures.late += 1
    return new Response('{}', { status: 429, headers: { 'retry-after': '1' } })
  }
  const browser = fakeBrowser()
  const own = client({ setTimer: fastTimer, storage: browser.storage }, way)
  const tickets = await Promise.all(['one', 'two', 'three', 'four'].map((subject) => own.create({ subject })))
  const sent: string[][] = tickets.map(() => [])
  for (let round = 0; sum() < FAILURES; round += 1) {
    const replies = tickets.map(({ id }, place) => {
      const body = `message ${round} of ${place}`
      sent[place]?.push(body)
      return own.reply(id, { body })
    })
    // Every third round is not waited for: the next stands behind it.
    if (round % 3 > 0) await Promise.all(replies)
    else for (const reply of replies) reply.catch(() => {})
  }
  await own.reply(tickets[0]?.id ?? '', { body: 'last' })
  sent[0]?.push('last')
  await Promise.all(
    tickets.slice(1).map(({ id }, place) => own.reply(id, { body: 'last' }).then(() => sent[place + 1]?.push('last'))),
  )

  const agent = as('agent', 'a1')
  for (const [place, { id }] of tickets.entries()) {
    const bodies: (string | null)[] = []
    let after: number | string | null = null
    do {
      const page: Page<Message, number | string> = await agent.thread(id, { after, limit: 500 })
      bodies.push(...page.items.map(({ body }) => body))
      after = page.next
    } while (after !== null)
    // In order, each once.
    expect(bodies, `seed ${SEED}`).toEqual(sent[place])
  }
  expect((await agent.list({ limit: 100 })).items).toHaveLength(4)
  expect(own.outbox.get()).toEqual([])
  expect(browser.kept.size).toBe(0)
  expect(sum()).toBeGreaterThanOrEqual(FAILURES)
  process.stdout.write(`seed ${SEED}: ${sent.flat().length} messages, failures ${JSON.stringify(failures)}\n`)
}, 120_000)
