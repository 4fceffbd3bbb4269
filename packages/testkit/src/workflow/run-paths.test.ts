import { createDesk, defaultAccess, defineDesk, describeWorkflow, replay, supportWorkflow } from '@docket/core'
import type { Store } from '@docket/core/store'
import { expect, it } from 'vitest'
import { memoryFixture } from '../../test/fixtures.js'
import { type PathStage, runPaths } from './run-paths.js'
import { workflowPaths } from './workflow-paths.js'

const { paths, unreachable } = workflowPaths(describeWorkflow(supportWorkflow))

async function stageOn(store: Store): Promise<PathStage> {
  const desk = await createDesk(defineDesk({ workflows: [supportWorkflow], access: defaultAccess() }), { store })
  const admin = desk.as({ tenant: 'acme', actor: { type: 'admin', id: 'root' } })
  return {
    store,
    tenant: 'acme',
    replay,
    create: () => admin.create({ subject: 'A path', requester: { id: 'c1' } }),
    send: (ticketId, type) => admin.send(ticketId, { type: type as 'solve' }),
  }
}

it('plays every transition of the ready-made workflow', async () => {
  expect(unreachable).toEqual([])
  const report = await runPaths(await stageOn(memoryFixture().store), paths)
  expect(report.paths).toBe(paths.length)
  expect(report.steps).toBe(paths.flat().length)
  expect(report.paths).toBeGreaterThan(3)
})

it('notices a desk that goes elsewhere', async () => {
  const stage = await stageOn(memoryFixture().store)
  const wrong = {
    ...stage,
    send: (id: string, event: string) => stage.send(id, event === 'solve' ? 'askRequester' : event),
  }
  await expect(runPaths(wrong, paths)).rejects.toThrow(/instead of|refused/)
})

it('notices a store whose record is not the fold of its log', async () => {
  const { store } = memoryFixture()
  const load: Store['load'] = async (tenant, id) => {
    const ticket = await store.load(tenant, id)
    return ticket && { ...ticket, priority: 'low' }
  }
  await expect(runPaths(await stageOn({ ...store, load }), paths)).rejects.toThrow(/priority is "low"/)
})
