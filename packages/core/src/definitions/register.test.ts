import { describe, expect, it } from 'vitest'
import { HOUR } from '../../test/promises.js'
import { defaultAccess } from '../access/default-access.js'
import { defineCalendar } from '../calendar/define-calendar.js'
import { type DeskInput, defineDesk } from '../desk/define-desk.js'
import { DocketError } from '../kernel/error.js'
import { sha256 } from '../kernel/system.js'
import type { DefinitionRecord } from '../store/record-types.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { registerDefinitions } from './register.js'

type Parts = Pick<DeskInput<never, never, 'urgent' | 'normal', never, never, 'office'>, 'sla' | 'calendars'>

const within = { resolution: { within: { hours: 8 } } }
const office = (version = 1, close = '18:00') =>
  defineCalendar({ version, timeZone: 'UTC', weekly: { mon: [['09:00', close]] } })
const modelOf = (parts: Parts = {}) =>
  defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), ...(parts as object) }).model

/** A registry as a store keeps it: the first content of a version stays. */
function registry() {
  const kept = new Map<string, DefinitionRecord>()
  return {
    kept,
    async registerDefinitions(records: readonly DefinitionRecord[]) {
      return records.map((record) => {
        const key = `${record.kind} ${record.id} ${record.version}`
        const known = kept.get(key) ?? record
        kept.set(key, known)
        return known
      })
    },
  }
}

async function changed(call: Promise<void>): Promise<DocketError> {
  const error: unknown = await call.then(
    () => 'nothing had changed',
    (reason: unknown) => reason,
  )
  if (DocketError.is(error, 'DEFINITION_CHANGED')) return error
  throw error
}

describe('what is registered', () => {
  it('are workflows, calendars and policies, each by kind, id and version, for all tenants', async () => {
    const store = registry()
    const parts = { calendars: { office: office(3) }, sla: [{ id: 'standard', version: 2, targets: within }] }
    await registerDefinitions(modelOf(parts), store, sha256)
    expect([...store.kept.keys()]).toEqual(['workflow support 2', 'calendar office 3', 'slaPolicy standard 2'])
    for (const { tenant, hash } of store.kept.values()) {
      expect(tenant).toBe('*')
      expect(hash).toMatch(/^[0-9a-f]{64}$/)
    }
    const policy = store.kept.get('slaPolicy standard 2')?.content
    expect(policy).toMatchObject({ id: 'standard', when: null, targets: { resolution: { within: 8 * HOUR } } })
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy)
  })

  it('is the same again, in whatever order its parts are written', async () => {
    const store = registry()
    const when = { team: 'a', not: { tag: 'x', priority: 'urgent' } } as const
    await registerDefinitions(modelOf({ sla: [{ id: 'p', when, targets: within }] }), store, sha256)
    const turned = { not: { priority: 'urgent', tag: 'x' }, team: 'a' } as const
    await registerDefinitions(modelOf({ sla: [{ targets: within, when: turned, id: 'p' }] }), store, sha256)
    // What is left out is what stands for it.
    await registerDefinitions(
      modelOf({ sla: [{ id: 'p', version: 1, when, calendar: 'wall', targets: within }] }),
      store,
      sha256,
    )
    expect(store.kept.size).toBe(2)
  })
})

describe('a definition that changed without a new version', () => {
  it.each<[string, Parts]>([
    ['a span', { sla: [{ id: 'p', targets: { resolution: { within: { hours: 9 } } } }] }],
    ['a condition', { sla: [{ id: 'p', when: { team: 'a' }, targets: within }] }],
    ['a light', { sla: [{ id: 'p', lights: { red: 0.9 }, targets: within }] }],
    ['a ladder', { sla: [{ id: 'p', targets: { resolution: { within: { hours: 8 }, escalate: [] } } }] }],
    ['a target', { sla: [{ id: 'p', targets: { ...within, acceptance: { within: { hours: 1 } } } }] }],
  ])('is refused with what to raise: %s', async (_name, parts) => {
    const store = registry()
    await registerDefinitions(modelOf({ sla: [{ id: 'p', targets: within }] }), store, sha256)
    const error = await changed(registerDefinitions(modelOf(parts), store, sha256))
    expect(error.details).toMatchObject({ kind: 'slaPolicy', id: 'p', version: 1 })
    expect(error.message).toBe('The SLA policy p was changed without raising its version 1. Raise it.')
  })

  it('is refused as a calendar too, and taken with another version', async () => {
    const store = registry()
    await registerDefinitions(modelOf({ calendars: { office: office() } }), store, sha256)
    const moved = modelOf({ calendars: { office: office(1, '17:00') } })
    const error = await changed(registerDefinitions(moved, store, sha256))
    expect(error.message).toBe('The calendar office was changed without raising its version 1. Raise it.')
    await registerDefinitions(modelOf({ calendars: { office: office(2, '17:00') } }), store, sha256)
  })

  it('of one kind is not mixed up with one of another kind by the same id', async () => {
    const store = registry()
    const parts = { calendars: { office: office() }, sla: [{ id: 'office', targets: within }] }
    await registerDefinitions(modelOf(parts), store, sha256)
    expect(store.kept.size).toBe(3)
  })
})
