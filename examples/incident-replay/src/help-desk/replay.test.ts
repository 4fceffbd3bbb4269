import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { memoryStore } from '@docket/store-memory'
import { describe, expect, it } from 'vitest'
import { replayHelpDesk } from './replay.js'

const HEADER = 'case:concept:name,concept:name,org:resource,time:timestamp'
const line = (id: string, activity: string, time: string) => `${id},${activity},Value 2,2010-01-${time}+00:00`
const small = [
  HEADER,
  line('C1', 'Assign seriousness', '13 08:40:25'),
  line('C1', 'Take in charge ticket', '14 08:40:25'),
  line('C1', 'Take in charge ticket', '14 08:40:25'),
  line('C1', 'Resolve ticket', '15 08:40:25'),
  line('C2', 'Insert ticket', '15 09:00:00'),
  line('C2', 'Resolve ticket', '15 10:00:00'),
  line('C1', 'Take in charge ticket', '16 08:40:25'),
  line('C1', 'Closed', '17 08:40:25'),
].join('\n')
const SMALL = { cases: 2, events: 7, duplicates: 1, accepted: 3, overridden: 2, closed: 1, reopened: 1 }

describe('the log of a help desk', () => {
  it('becomes tickets; a line that says the same again is one event; what the workflow does not have is told', async () => {
    expect(await replayHelpDesk(memoryStore(), small)).toEqual(SMALL)
  })

  it('imported twice changes nothing', async () => {
    const store = memoryStore()
    await replayHelpDesk(store, small)
    const query = {
      tenant: 'help-desk',
      where: [],
      sort: 'createdAt',
      direction: 'asc',
      limit: 10,
      after: null,
    } as const
    const before = await store.query(query)
    expect(await replayHelpDesk(store, small)).toEqual(SMALL)
    expect(await store.query(query)).toEqual(before)
  })

  it.each([
    ['no such activity', `${HEADER}\n${line('C1', 'Fly', '13 08:40:25')}`],
    ['no time', `${HEADER}\nC1,Closed,Value 2,soon`],
    ['other columns', 'a,b\n1,2'],
  ])('that is another is refused: %s', async (_what, csv) => {
    await expect(replayHelpDesk(memoryStore(), csv)).rejects.toThrow('Line 2 is no event of a help desk')
  })
})

const REAL = new URL('../../../../../shared/data/helpdesk-500-cases.csv.gz', import.meta.url)
const present = existsSync(REAL)

describe('the real log', () => {
  if (!present) console.warn('NOT RUN: the log of the help desk, because the real log is not here')

  it.runIf(present)('gives what a count of its lines gives, in memory', { timeout: 60_000 }, async () => {
    const csv = gunzipSync(readFileSync(REAL)).toString()
    // A count that knows nothing of tickets: the lines as they stand.
    const lines = csv.trim().split('\n').slice(1)
    const cases = new Map<string, string[]>()
    for (const text of new Set(lines)) {
      const [activity = '', , , , , , id = ''] = text.split(',')
      cases.set(id, [...(cases.get(id) ?? []), activity])
    }
    const store = memoryStore()
    const figures = await replayHelpDesk(store, csv)
    const events = [...cases.values()].flat().length
    expect(figures).toMatchObject({ cases: cases.size, events, duplicates: lines.length - events })
    expect(figures).toMatchObject({ cases: 500, events: 2_513, duplicates: 8 })
    expect(figures.closed).toBe([...cases.values()].filter((activities) => activities.at(-1) === 'Closed').length)
    expect(figures.accepted + figures.overridden).toBe(events - cases.size)
    expect(await replayHelpDesk(store, csv)).toEqual(figures)
    expect(figures).toMatchInlineSnapshot(`
      {
        "accepted": 2012,
        "cases": 500,
        "closed": 499,
        "duplicates": 8,
        "events": 2513,
        "overridden": 1,
        "reopened": 39,
      }
    `)
  })
})
