import { createDesk, defaultAccess, defineCalendar, defineDesk, supportWorkflow } from '@docket/core'
import { manualClock, seededRandom, sequentialIds } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'

it('smoke', async () => {
  const hours = [['09:00', '18:00']] as const
  const office = defineCalendar({
    timeZone: 'Asia/Shanghai',
    weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  })
  const definition = defineDesk({
    workflows: [supportWorkflow],
    access: defaultAccess(),
    calendars: { office },
    sla: [
      {
        id: 'standard',
        calendar: 'office',
        targets: {
          firstResponse: { within: { hours: 1 }, byPriority: { urgent: { minutes: 15 } } },
          nextResponse: { within: { hours: 4 } },
          acceptance: { within: { minutes: 30 } },
          resolution: {
            within: { hours: 16 },
            escalate: [
              { before: { hours: 2 }, do: [{ action: 'notify', to: ['assignee'] }] },
              { after: {}, do: [{ action: 'notify', to: ['lead', 'watchers'] }, { action: 'raisePriority' }] },
              {
                after: { hours: 1 },
                do: [
                  { action: 'addWatcher', watcher: { agent: 'boss' } },
                  { action: 'assign', agent: 'a2' },
                ],
              },
            ],
          },
        },
      },
    ],
  })
  const clock = manualClock(new Date('2025-06-02T01:00:00Z')) // Monday 09:00
  const store = memoryStore({ clock })
  const desk = await createDesk(definition, { store, clock, ids: sequentialIds(), random: seededRandom(1) })
  const admin = desk.as({ tenant: 'acme', actor: { type: 'admin', id: 'root' } })
  await admin.directory.putAgent({ id: 'a1', name: 'A1' })
  await admin.directory.putAgent({ id: 'a2', name: 'A2' })
  await admin.directory.putAgent({ id: 'boss', name: 'B' })
  const agent = desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a1' } })
  const t = await agent.create({ subject: 'x', body: 'help', requester: { id: 'c1' } })
  console.dir(t.sla, { depth: 5 })
  console.dir(t.expected, { depth: 5 })
  await admin.assign(t.id, { agent: 'a1' })
  console.log(await desk.system.nextWakeupAt())
  for (let i = 0; i < 20; i += 1) {
    const next = await desk.system.nextWakeupAt()
    if (!next) break
    clock.set(new Date(Math.max(next.getTime(), clock.now())))
    console.log(next.toISOString(), await desk.system.tick())
  }
  const after = await agent.get(t.id)
  console.dir([after.sla, after.expected, after.priority, after.assignee, after.watchers], { depth: 5 })
  await desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a2' } }).reply(t.id, { body: 'hi' })
  await agent.send(t.id, { type: 'solve' })
  console.dir(await agent.verdicts(t.id), { depth: 5 })
  for (const { type, seq, data, occurredAt, actor } of (await agent.history(t.id)).items)
    console.log(seq, type, occurredAt.toISOString(), actor.id, JSON.stringify(data).slice(0, 200))
  console.dir(
    (await agent.inbox.list()).items.map((i) => [i.kind, i.createdAt]),
    { depth: 5 },
  )
  const r = await admin.rehearse({
    since: new Date('2025-01-01'),
    until: new Date('2025-12-01'),
    change: { sla: [{ id: 'standard', calendar: 'wall', targets: { resolution: { within: { hours: 100 } } } }] },
  })
  console.dir(r, { depth: 5 })
  expect(1).toBe(1)
})
