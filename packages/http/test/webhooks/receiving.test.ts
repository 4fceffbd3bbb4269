import { afterEach, describe, expect, it } from 'vitest'
import { type Answering, closeReceivers, receiver, status } from './receivers.js'
import { webhookWorld } from './webhook-world.js'

afterEach(closeReceivers)

/** One attempt at a receiver, its log, and how many milliseconds the sender gives it in all. */
async function attempted(answering: Answering, { wholeMs = 15_000, attempt = 1 } = {}) {
  const world = await webhookWorld({}, { wholeMs })
  const to = await receiver(answering)
  await world.put('w1', to.port)
  const delivery = await world.sender.deliver(await world.messageOf(1, attempt), 'w1')
  const { items } = await world.admin.webhooks.attempts('w1')
  const inbox = (await world.admin.inbox.list()).items.map(({ kind, data, ticketId }) => ({ kind, data, ticketId }))
  return { ...world, to, delivery, items, inbox, endpoint: await world.admin.webhooks.get('w1') }
}

describe('an answer', () => {
  it.each([200, 201, 202, 204, 299])('with %d is a success', async (code) => {
    const { delivery, items } = await attempted(status(code))
    expect(delivery).toEqual({ kind: 'done' })
    expect(items).toMatchObject([{ succeeded: true, status: code, error: null, attempt: 1, sequence: 1 }])
  })

  it.each([300, 302, 304, 400, 401, 404, 409, 422, 500, 501, 599])('with %d is a failure', async (code) => {
    const { delivery, items } = await attempted(status(code, { 'retry-after': '60' }))
    expect(delivery).toEqual({ kind: 'retry', error: `The webhook w1 answered ${code}.` })
    expect(items).toMatchObject([{ succeeded: false, status: code, error: null }])
  })

  it.each([
    [429, '120', 120_000],
    [502, '0', 0],
    [503, 'Mon, 03 Mar 2025 10:00:00 GMT', 3_600_000],
    [504, '999999', 86_400_000],
  ])('with %d and `Retry-After: %s` is heeded', async (code, after, delayMs) => {
    const { delivery } = await attempted(status(code, { 'retry-after': after }))
    expect(delivery).toEqual({ kind: 'retry', error: `The webhook w1 answered ${code}.`, delayMs })
  })

  it('that asks for time is heeded for all that the endpoint is to get', async () => {
    const { sender, messageOf, to, clock } = await attempted(status(429, { 'retry-after': '120' }))
    expect(await sender.deliver(await messageOf(), 'w1')).toEqual({ kind: 'wait', delayMs: 120_000 })
    expect(to.received).toHaveLength(1)
    clock.advance({ minutes: 2 })
    to.answer(status(204))
    expect(await sender.deliver(await messageOf(), 'w1')).toEqual({ kind: 'done' })
  })

  it('of any length costs no more than its beginning', async () => {
    let written = 0
    const { delivery } = await attempted((response) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && written < 200_000_000) {
          written += 65_536
          if (!response.write(Buffer.alloc(65_536))) return void response.once('drain', more)
        }
      }
      more()
    })
    expect(delivery).toEqual({ kind: 'done' })
    // What the network holds on its way is written, and not much more.
    expect(written).toBeLessThan(50_000_000)
  })

  it('whose headers are too long is none', async () => {
    const { items } = await attempted(status(200, { 'x-long': 'x'.repeat(20_000) }))
    expect(items).toMatchObject([{ succeeded: false, status: null, error: 'connection-failed' }])
  })

  it('that drips for ever ends with the time, by its status', async () => {
    const { delivery } = await attempted(
      (response) => {
        response.writeHead(200)
        const drip = setInterval(() => response.write('.'), 5)
        response.on('close', () => clearInterval(drip))
      },
      { wholeMs: 100 },
    )
    expect(delivery).toEqual({ kind: 'done' })
  })

  it('that is broken off behind its status has its status', async () => {
    const { items } = await attempted((response) => {
      response.writeHead(503, { 'content-length': '100' })
      response.write('x')
      setTimeout(() => response.destroy(), 5)
    })
    expect(items).toMatchObject([{ succeeded: false, status: 503 }])
  })
})

describe('no answer', () => {
  const failed = (error: string) => ({ succeeded: false, status: null, error })

  // As it is after 60 seconds, or never: the time for all is what ends it.
  it('in time', async () => {
    const { delivery, items } = await attempted(() => {}, { wholeMs: 100 })
    expect(delivery).toEqual({ kind: 'retry', error: 'The webhook w1 was not reached: timed-out.' })
    expect(items).toMatchObject([failed('timed-out')])
  })

  it('but headers that drip', async () => {
    const { items } = await attempted(
      (response) => {
        const { socket } = response
        socket?.write('HTTP/1.1 200 OK\r\n')
        const drip = setInterval(() => socket?.write('x'), 5)
        socket?.on('close', () => clearInterval(drip))
      },
      { wholeMs: 100 },
    )
    expect(items).toMatchObject([failed('timed-out')])
  })

  it('but interim ones without end', async () => {
    const { items } = await attempted(
      (response) => {
        const drip = setInterval(() => response.writeProcessing(), 5)
        response.socket?.on('close', () => clearInterval(drip))
      },
      { wholeMs: 100 },
    )
    expect(items).toMatchObject([failed('timed-out')])
  })

  it.each<[string, Answering]>([
    ['but a reset', (_response, _received, reset) => reset()],
    ['but an end', (response) => void response.socket?.end()],
    ['but nonsense', (response) => void response.socket?.end('220 smtp ready\r\n')],
    [
      'but another protocol',
      (response) => void response.socket?.write('HTTP/1.1 101 X\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    ],
  ])('%s', async (_, answering) => {
    const { items } = await attempted(answering)
    expect(items).toMatchObject([failed('connection-failed')])
  })

  it('where nobody listens', async () => {
    const { sender, messageOf, put, admin } = await webhookWorld()
    await put('w1', 9)
    await sender.deliver(await messageOf(), 'w1')
    expect((await admin.webhooks.attempts('w1')).items).toMatchObject([failed('connection-failed')])
  })

  it('where a certificate is of another name, or of nobody', async () => {
    const to = await receiver()
    for (const options of [{}, { ca: [] }]) {
      const { sender, messageOf, admin } = await webhookWorld(options)
      const name = options.ca ? 'hooks.example' : 'other.example'
      await admin.webhooks.put({ id: 'w1', url: `https://${name}:${to.port}/` })
      await sender.deliver(await messageOf(), 'w1')
      expect((await admin.webhooks.attempts('w1')).items).toMatchObject([failed('certificate-refused')])
    }
    expect(to.received).toHaveLength(0)
  })
})

describe('an endpoint', () => {
  it('that is gone (410) is disabled, and the admins are told', async () => {
    const { delivery, endpoint, inbox, ticketId, sender, messageOf } = await attempted(status(410))
    expect(delivery).toEqual({ kind: 'dead', error: 'The webhook w1 answered 410.' })
    expect(endpoint).toMatchObject({
      status: 'disabled',
      disabled: { at: new Date('2025-03-03T09:00:00Z'), reason: 'gone' },
    })
    expect(inbox).toEqual([{ kind: 'webhook.disabled', data: { webhook: 'w1', reason: 'gone' }, ticketId }])
    expect(await sender.targets(await messageOf())).toEqual([])
  })

  it('that got nothing in ten attempts is disabled, and the admins are told', async () => {
    expect((await attempted(status(500), { attempt: 9 })).endpoint.status).toBe('active')
    const { delivery, endpoint, inbox } = await attempted(status(500), { attempt: 10 })
    expect(delivery).toEqual({ kind: 'dead', error: 'The webhook w1 answered 500.' })
    expect(endpoint).toMatchObject({ status: 'disabled', disabled: { reason: 'failing' } })
    expect(inbox).toMatchObject([{ kind: 'webhook.disabled', data: { reason: 'failing' } }])
  })

  it('that got others meanwhile stays as it is: it was this message', async () => {
    const { sender, messageOf, to, admin, clock } = await attempted(status(200))
    clock.advance({ hours: 70 })
    to.answer(status(500))
    for (let other = 0; other < 30; other += 1) {
      await sender.deliver(await messageOf(1, 2), 'w1')
      clock.advance({ minutes: 1 })
    }
    expect(await sender.deliver(await messageOf(1, 10), 'w1')).toMatchObject({ kind: 'dead' })
    expect((await admin.webhooks.get('w1')).status).toBe('active')
  })

  it('that only got something before the event is disabled', async () => {
    const { sender, messageOf, to, admin, clock, as, ticketId } = await attempted(status(200))
    clock.advance({ minutes: 1 })
    const { version } = await as('agent').tag(ticketId, { add: ['later'] })
    to.answer(status(500))
    await sender.deliver(await messageOf(version, 10), 'w1')
    expect((await admin.webhooks.get('w1')).status).toBe('disabled')
  })

  it.each([
    ['disabled', 'The webhook w1 is disabled; enable it, then try this again.'],
    ['removed', 'There is no webhook w1 any more.'],
  ] as const)('that is %s is sent nothing: what was to come is given up at once', async (is, error) => {
    const { sender, messageOf, to, admin } = await attempted(status(200))
    await admin.webhooks.put({ id: 'w1', url: 'https://hooks.example/', status: is })
    expect(await sender.targets(await messageOf())).toEqual([])
    expect(await sender.deliver(await messageOf(), 'w1')).toEqual({ kind: 'dead', error })
    expect(to.received).toHaveLength(1)
  })

  it('that was never there is sent nothing', async () => {
    const { sender, messageOf } = await webhookWorld()
    const error = 'There is no webhook w9 any more.'
    expect(await sender.deliver(await messageOf(), 'w9')).toEqual({ kind: 'dead', error })
  })

  it('that was put elsewhere while it was tried is not disabled for what the former address said', async () => {
    const world = await webhookWorld()
    const to = await receiver(async (response) => {
      await world.admin.webhooks.put({ id: 'w1', url: 'https://new.hooks.example/' })
      response.writeHead(410).end()
    })
    await world.put('w1', to.port)
    await world.sender.deliver(await world.messageOf(), 'w1')
    expect(await world.admin.webhooks.get('w1')).toMatchObject({ status: 'active', url: 'https://new.hooks.example/' })
    expect((await world.admin.inbox.list()).items).toEqual([])
  })

  it('is a target for what it wants', async () => {
    const { sender, messageOf, admin, as, ticketId } = await webhookWorld()
    const { version } = await as('agent').tag(ticketId, { add: ['x'] })
    const url = 'https://hooks.example/'
    await admin.webhooks.put({ id: 'all', url })
    await admin.webhooks.put({ id: 'tags', url, events: ['ticket.tagged'] })
    await admin.webhooks.put({ id: 'both', url, events: ['ticket.tagged', 'ticket.created'] })
    expect(await sender.targets(await messageOf(1))).toEqual(['all', 'both'])
    expect(await sender.targets(await messageOf(version))).toEqual(['all', 'both', 'tags'])
    expect(await sender.targets({ ...(await messageOf(1)), tenant: 'other' })).toEqual([])
  })
})

it('counts as sent what was sent, though nobody could write it down', async () => {
  const { store, sender, messageOf, put, errors } = await webhookWorld()
  const to = await receiver()
  await put('w1', to.port)
  store.putNotifications = () => Promise.reject(new Error('no line'))
  expect(await sender.deliver(await messageOf(), 'w1')).toEqual({ kind: 'done' })
  expect(errors).toMatchObject([{ message: 'no line' }])
})

it.each([{ secret: 'short' }, { secret: 'x'.repeat(40) }, { ports: [0] }, { ports: [1.5] }])(
  '%j does not start',
  async (options) => {
    await expect(webhookWorld(options)).rejects.toThrow(TypeError)
  },
)
