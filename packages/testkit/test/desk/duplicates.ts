import type { ActorDesk } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, openDeciding, request } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const desk = deciding({})
const VPN = 'The VPN drops every ten minutes since the update'
const BODY = 'I have to log in again and again, the tunnel says timeout 412.'

const idsOf = async (found: ReturnType<ActorDesk['duplicates']>) => (await found).map(({ ticket }) => ticket.id)

/** How likely duplicates are found, when a ticket is created and later. */
export function duplicateScenarios(create: CreateDeskFixture): void {
  describe('likely duplicates', () => {
    async function open() {
      const world = await openDeciding(create, desk)
      const make = async (subject: string, requester: string, body?: string) =>
        (await world.sam.create({ subject, requester: { id: requester }, ...(body !== undefined && { body }) })).id
      for (const [index, subject] of ['Paper jam in the hall', 'Invoice 77 is wrong', 'A chair is broken'].entries()) {
        await make(subject, `other-${index}`, `Please look at it, number ${index}.`)
      }
      return { world, make }
    }

    it('are found among all tickets, the likeliest first, with what speaks for them', async () => {
      const { world, make } = await open()
      const first = await make(VPN, 'cem', BODY)
      const stranger = await make(
        'VPN drops every few minutes',
        'dora',
        'The tunnel says timeout 412, again and again.',
      )
      await make('The coffee is cold', 'cem', 'Every morning.')
      const again = await make('VPN still drops every ten minutes', 'cem', BODY)
      const found = await world.sam.duplicates(again)
      expect(found.map(({ ticket }) => ticket.id)).toEqual([first, stranger])
      const [best, next] = found
      expect(best?.confidence).toBeGreaterThan(0.8)
      expect(best?.confidence).toBeLessThanOrEqual(0.95)
      expect(next?.confidence).toBeGreaterThan(0.4)
      expect(best?.reasons.map(({ code }) => code)).toEqual(['similar-text', 'same-requester', 'near-in-time'])
      expect(next?.reasons.map(({ code }) => code)).toEqual(['similar-text', 'near-in-time'])
      expect(best?.reasons[0]?.['shared']).toHaveLength(5)
      expect(best?.reasons[2]).toEqual({ code: 'near-in-time', hours: 0 })
      expect(await idsOf(world.sam.possibleDuplicates({ subject: 'VPN drops every ten minutes', body: BODY }))).toEqual(
        [again, first, stranger],
      )
    })

    it('are found in Chinese', async () => {
      const { world, make } = await open()
      const first = await make('打印机卡纸，无法打印发票', 'cem', '三楼的打印机又卡纸了。')
      await make('电脑蓝屏，无法开机', 'cem', '今天早上开始的。')
      expect(
        await idsOf(world.sam.possibleDuplicates({ subject: '三楼打印机卡纸无法打印', requester: 'dora' })),
      ).toEqual([first])
    })

    it('are not claimed of texts that say little, nor of what a form puts into all', async () => {
      const { world, make } = await open()
      for (const greeting of ['help', '你好']) {
        await make(greeting, 'cem')
        for (const { confidence } of await world.sam.possibleDuplicates({ subject: greeting, requester: 'cem' })) {
          expect(confidence).toBeLessThanOrEqual(0.5)
        }
      }
      const form = (matter: string) =>
        `Name: see above. Building: main. Floor: two. Device: company property. Matter: ${matter}`
      for (let n = 0; n < 20; n += 1) await make(`Request number ${n}`, `c${n}`, form(`thing${n} detail${n}`))
      expect(await world.sam.possibleDuplicates({ subject: 'Screen flickers', body: form('green stripes') })).toEqual(
        [],
      )
    })

    it('leave out what is known to be one, what is old, and what was erased', async () => {
      const { world, make } = await open()
      await make(VPN, 'cem', BODY)
      await world.pass({ days: 91 })
      const linked = await make(VPN, 'cem', BODY)
      const gone = await make(VPN, 'cem', BODY)
      const one = await make(VPN, 'cem', BODY)
      expect((await idsOf(world.sam.duplicates(one))).toSorted()).toEqual([linked, gone].toSorted())
      await world.sam.link(one, { kind: 'duplicates', ticketId: linked })
      await world.as('admin').erase(gone)
      expect(await world.sam.duplicates(one)).toEqual([])
      expect(await world.sam.duplicates(gone)).toEqual([])
    })

    it('are looked for within what one may read alone', async () => {
      const { world, make } = await open()
      const first = await make(VPN, 'cem', BODY)
      await make(VPN, 'dora', BODY)
      const asked = { subject: VPN, body: BODY }
      // Whoever it names, a requester asks for itself.
      for (const more of [{}, { requester: 'dora' }]) {
        expect(await idsOf(world.as('requester', 'cem').possibleDuplicates({ ...asked, ...more }))).toEqual([first])
      }
      expect(await world.as('requester', 'eve').possibleDuplicates(asked)).toEqual([])
      expect(await world.as('collaborator', 'cole').possibleDuplicates(asked)).toEqual([])
      await world.sam.watch(first, { watcher: 'cole' })
      expect(await idsOf(world.as('collaborator', 'cole').possibleDuplicates(asked))).toEqual([first])
      expect(await world.as('agent', 'sam', 'elsewhere').possibleDuplicates(asked)).toEqual([])
      for (const other of [world.as('requester', 'eve'), world.as('agent', 'sam', 'elsewhere')]) {
        expect((await failure(other.duplicates(first))).code).toBe('NOT_FOUND')
      }
    })

    it('are at most ten, and asking changes nothing', async () => {
      const { world, make } = await open()
      const ids = []
      for (let n = 0; n < 14; n += 1) ids.push(await make(VPN, 'cem', BODY))
      const { version } = await world.sam.get(ids[0] ?? '')
      expect(await world.sam.duplicates(ids[0] ?? '')).toHaveLength(10)
      expect((await world.sam.get(ids[0] ?? '')).version).toBe(version)
    })

    it('refuse what is no ticket and what is no text', async () => {
      const { world } = await open()
      for (const asked of [undefined, {}, { subject: 7 }, { subject: 'x'.repeat(501) }, { ...request(), into: 'x' }]) {
        expect((await failure(world.sam.possibleDuplicates(asked as never))).code).toBe('INVALID_INPUT')
      }
      expect((await failure(world.sam.duplicates('nothing'))).code).toBe('NOT_FOUND')
      expect((await failure(world.sam.duplicates('' as never))).code).toBe('INVALID_INPUT')
      expect(await world.sam.possibleDuplicates({ subject: '😀 %' })).toEqual([])
    })
  })
}
