import {
  complaintWorkflow,
  defaultAccess,
  defineDesk,
  describeWorkflow,
  incidentRules,
  incidentWorkflow,
  lifeRules,
  refundWorkflow,
  repairWorkflow,
  replay,
  type StateDescription,
  supportWorkflow,
} from '@docket/core'
import { memoryFileStore } from '@docket/files'
import { describe, expect, it } from 'vitest'
import { type PathStage, runPaths } from '../../src/workflow/run-paths.js'
import { type PathStep, workflowPaths } from '../../src/workflow/workflow-paths.js'
import { type Definition, office } from './changing-desk.js'
import { type DecidingWorld, expectSound, log, openDeciding, request, toldOf } from './deciding-desk.js'
import { photoOf } from './staged-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const WORKFLOWS = [
  supportWorkflow,
  refundWorkflow(),
  repairWorkflow(),
  complaintWorkflow(),
  incidentWorkflow(),
] as const

const definition = defineDesk({
  workflows: WORKFLOWS,
  access: defaultAccess(),
  calendars: { office: office() },
  sla: [{ id: 'stages', calendar: 'office', targets: { stage: {} } }],
  rules: incidentRules({ message: 'The power is back, {{ requester.id | dear customer }}.' }),
}) as unknown as Definition

const living = defineDesk({
  workflows: [supportWorkflow],
  access: defaultAccess(),
  rules: lifeRules({ remindAfter: { hours: 8 }, survey: 'How did we do?' }),
}) as unknown as Definition

const TEAMS = [
  'service',
  'quality',
  'finance',
  'reception',
  'workshop',
  'shipping',
  'care',
  'operations',
  'engineering',
]

/** A company whose departments are the owners of the ready-made workflows, each with two agents and a lead. */
async function openCompany(create: CreateDeskFixture, given: Definition = definition): Promise<DecidingWorld> {
  const world = await openDeciding(create, given, { files: memoryFileStore() })
  for (const id of TEAMS) {
    await world.directory.putTeam({ id, name: id, lead: `${id}-lead` })
    for (const agent of [`${id}-1`, `${id}-2`]) {
      await world.directory.putAgent({ id: agent, name: agent, teams: [id] })
    }
    await world.directory.putAgent({ id: `${id}-lead`, name: `${id}-lead` })
  }
  return world
}

/** Does what a stage's checklist asks for: files, a check of each item, and a second person's. */
async function doChecklist(world: DecidingWorld, id: string, team: string): Promise<void> {
  const [one, two] = [world.as('agent', `${team}-1`), world.as('agent', `${team}-2`)]
  const open = async () => ((await one.stage(id))?.checklist ?? []).filter(({ done }) => !done)
  for (const { item, missing } of await open()) {
    const file = missing.some(({ code }) => code === 'attachment-missing')
    await one.check(id, file ? { item, attachmentId: await photoOf(one, id) } : { item })
  }
  for (const { item } of await open()) await two.check(id, { item })
}

async function giveApproval(world: DecidingWorld, id: string, team: string, approval: string): Promise<void> {
  await world.as('agent', `${team}-1`).askApproval(id, { approval })
  await world.as('agent', `${team}-lead`).approve(id, { approval })
}

/** Plays a workflow's transitions as whoever may take them, after bringing about what they require. */
function stageOf(world: DecidingWorld, workflow: (typeof WORKFLOWS)[number]): PathStage {
  const states = new Map(describeWorkflow(workflow as never).states.map((state) => [state.name, state]))
  const teamOf = ({ stage, partOf }: StateDescription): string =>
    stage?.owner ?? states.get(partOf ?? '')?.stage?.owner ?? ''
  const wayOf = (from: string, event: string) =>
    states.get(from)?.transitions.find((transition) => transition.event === event)
  const expectStage = async (id: string, state: StateDescription | undefined) => {
    if (state === undefined || teamOf(state) === '') return
    const { stage, team } = await world.sam.get(id)
    const view = await world.sam.stage(id)
    const paused = state.tags.includes('sla-paused')
    expect([state.name, stage?.name, team, view?.dueAt === null]).toEqual([
      state.name,
      state.partOf ?? state.name,
      teamOf(state),
      paused,
    ])
  }
  let step: PathStep | undefined
  return {
    store: world.store,
    tenant: 'acme',
    replay,
    async create() {
      const ticket = await world.sam.create(request({ workflow: workflow.id }))
      await expectStage(ticket.id, states.get(ticket.state))
      return ticket
    },
    async prepare(id, next) {
      step = next
      await world.pass({ minutes: 1 })
      const state = states.get(next.from)
      for (const requirement of wayOf(next.from, next.event)?.requires ?? []) {
        if (requirement === 'checklist' && state) await doChecklist(world, id, teamOf(state))
        if (typeof requirement === 'object' && 'approval' in requirement && state) {
          await giveApproval(world, id, teamOf(state), requirement.approval)
        }
      }
    },
    async send(id, event) {
      const from = states.get(step?.from ?? '')
      const way = wayOf(step?.from ?? '', event)
      const given = way?.requires.includes('reason') ? { type: event, reason: `Because of ${event}.` } : { type: event }
      if (way?.roles?.every((role) => role === 'system')) await world.work({ ...from?.timeout?.after, minutes: 1 })
      else if (way?.roles?.includes('requester')) await world.as('requester', 'cem').send(id, given)
      else await world.as('admin').send(id, given)
      await expectStage(id, states.get(step?.to ?? ''))
    },
  }
}

/** The ready-made workflows and rules, on a company with their departments. */
export function readyMadeScenarios(create: CreateDeskFixture): void {
  describe('the ready-made workflow', () => {
    it.each(WORKFLOWS.map((workflow) => [workflow.id, workflow] as const))(
      '%s is walked on all its paths, each stage with its owner and deadline',
      async (_id, workflow) => {
        const world = await openCompany(create)
        const { paths, unreachable } = workflowPaths(describeWorkflow(workflow as never))
        expect(unreachable).toEqual([])
        const report = await runPaths(stageOf(world, workflow), paths)
        expect(report).toEqual({ paths: paths.length, steps: paths.flat().length })
        await expectSound(world)
      },
    )

    it('refund takes a photo, a check by two, an approval and a receipt, and the customer confirms', async () => {
      const world = await openCompany(create)
      const cem = world.as('requester', 'cem')
      const { id } = await cem.create({ subject: 'The lamp flickers', workflow: 'refund' } as never)
      const service = world.as('agent', 'service-1')
      const missing = (code: string, item: string) => expect.objectContaining({ code, item })
      const early = await failure(service.send(id, { type: 'toQuality' }))
      expect(early.details['reasons']).toEqual([
        missing('item-open', 'photo'),
        missing('attachment-missing', 'photo'),
        missing('item-open', 'purchase'),
      ])
      await service.send(id, { type: 'askPhoto' })
      const photo = await cem.upload({ name: 'lamp.png', type: 'image/png', bytes: new Uint8Array([1]) })
      await cem.reply(id, { body: 'Here it is.', attachments: [photo.id] })
      expect((await service.get(id)).state).toBe('evidence')
      await service.check(id, { item: 'photo', attachmentId: photo.id })
      await service.check(id, { item: 'purchase' })
      await service.send(id, { type: 'toQuality' })
      await doChecklist(world, id, 'quality')
      await world.as('agent', 'quality-1').send(id, { type: 'passed' })
      const unapproved = await failure(service.send(id, { type: 'toFinance' }))
      expect(unapproved.details['reasons']).toEqual([{ code: 'approval-missing', approval: 'refund', state: null }])
      await giveApproval(world, id, 'service', 'refund')
      await service.send(id, { type: 'toFinance' })
      await doChecklist(world, id, 'finance')
      await world.as('agent', 'finance-2').send(id, { type: 'paid' })
      await cem.send(id, { type: 'notReceived', reason: 'Nothing on my account.' })
      expect(await service.get(id)).toMatchObject({ state: 'payment', team: 'finance' })
      await doChecklist(world, id, 'finance')
      await world.as('agent', 'finance-2').send(id, { type: 'paid' })
      expect((await cem.send(id, { type: 'confirm' })).state).toBe('closed')
      const stages = (await service.journey(id)).stages.map(({ name }) => name)
      expect(stages).toEqual(['evidence', 'inspection', 'decision', 'payment', 'payment'])
      await expectSound(world)
    })

    it('repair stands still while it waits for parts or the customer, and goes on by itself', async () => {
      const world = await openCompany(create)
      const { id } = await world.sam.create(request({ workflow: 'repair' }))
      await doChecklist(world, id, 'reception')
      await world.sam.send(id, { type: 'toWorkshop' })
      await world.pass({ hours: 1 })
      await world.sam.send(id, { type: 'orderParts' })
      await world.work({ days: 30, minutes: 1 })
      expect(await world.sam.get(id)).toMatchObject({ state: 'workshop', stage: { name: 'workshop', number: 2 } })
      await world.sam.send(id, { type: 'askCustomer' })
      await world.work({ days: 3 })
      await world.as('requester', 'cem').reply(id, { body: 'Yes, go on.' })
      await doChecklist(world, id, 'workshop')
      await world.sam.send(id, { type: 'toQuality' })
      const [reception, workshop] = await world.sam.verdicts(id)
      expect([reception?.stage, workshop?.stage, workshop?.verdict]).toEqual(['reception', 'workshop', 'met'])
      await doChecklist(world, id, 'quality')
      await world.sam.send(id, { type: 'passed' })
      await doChecklist(world, id, 'shipping')
      await world.sam.send(id, { type: 'sent' })
      await world.work({ days: 14, minutes: 1 })
      expect((await world.sam.get(id)).state).toBe('closed')
      await expectSound(world)
    })

    it("complaint closes by the customer's own word alone, or by time", async () => {
      const world = await openCompany(create)
      const care = world.as('agent', 'care-1')
      const proposed = async () => {
        const { id } = await world.sam.create(request({ workflow: 'complaint' }))
        await doChecklist(world, id, 'service')
        await care.send(id, { type: 'toCare' })
        await doChecklist(world, id, 'care')
        await care.send(id, { type: 'propose' })
        return id
      }
      const id = await proposed()
      for (const role of ['agent', 'lead', 'admin', 'service']) {
        for (const type of ['confirm', 'expire']) {
          const refused = await failure(world.as(role, 'care-1').send(id, { type }))
          expect(refused).toMatchObject({ code: 'TRANSITION_REFUSED', details: { reasons: [{ code: 'role' }] } })
        }
      }
      expect((await care.recordCallBack(id, { outcome: 'unreached' })).state).toBe('proposed')
      expect(await failure(care.recordCallBack(id, { outcome: 'refused' }))).toMatchObject({
        details: { reasons: [{ code: 'reason-missing' }] },
      })
      const again = await care.recordCallBack(id, { outcome: 'refused', note: 'It hums still.' })
      expect(again).toMatchObject({ id, state: 'working', team: 'care' })
      await doChecklist(world, id, 'care')
      await care.send(id, { type: 'propose' })
      expect((await care.recordCallBack(id, { outcome: 'confirmed', note: 'Quiet now.' })).state).toBe('closed')

      const silent = await proposed()
      const objecting = await proposed()
      await world.as('requester', 'cem').send(objecting, { type: 'refuse', reason: 'No.' })
      await world.work({ days: 14, minutes: 1 })
      const last = (await log(world, silent)).filter(({ type }) => type === 'ticket.transitioned').at(-1)
      expect(last?.data).toMatchObject({ event: 'expire', to: 'closed' })
      expect((await care.get(objecting)).state).toBe('working')
      await expectSound(world)
    })

    it('incident solves the tickets behind it, with one message each', async () => {
      const world = await openCompany(create)
      const { id } = await world.sam.create(request({ workflow: 'incident' }))
      const behind: string[] = []
      for (let n = 0; n < 5; n += 1) {
        const child = await world.sam.create(request({ requester: { id: `c${n}` } }))
        await world.sam.link(id, { kind: 'parent-of', ticketId: child.id })
        behind.push(child.id)
      }
      for (const [team, type] of [
        ['operations', 'causeFound'],
        ['engineering', 'watch'],
        ['operations', 'solve'],
      ] as const) {
        await doChecklist(world, id, team)
        await world.sam.send(id, { type })
      }
      await world.work({ minutes: 1 })
      for (const [n, child] of behind.entries()) {
        const { items } = await world.sam.thread(child)
        expect([(await world.sam.get(child)).state, ...items.map(({ body }) => body)]).toEqual([
          'solved',
          `The power is back, c${n}.`,
        ])
      }
      await world.work({ days: 2 })
      expect((await world.sam.get(id)).state).toBe('postmortem')
      expect(await failure(world.sam.send(id, { type: 'publish' }))).toMatchObject({ code: 'TRANSITION_REFUSED' })
      await world.sam.send(id, { type: 'publish', reason: 'Two fuses, not one.' })
      await expectSound(world)
    })

    it('incident solves the tickets behind it also when a lead moves it by hand', async () => {
      const world = await openCompany(create)
      const { id } = await world.sam.create(request({ workflow: 'incident' }))
      const child = await world.sam.create(request())
      await world.sam.link(id, { kind: 'parent-of', ticketId: child.id })
      await world.as('lead', 'lea').override(id, { state: 'solved', reason: 'It was a false alarm.' })
      await world.work({ minutes: 1 })
      expect((await world.sam.get(child.id)).state).toBe('solved')
      await expectSound(world)
    })
  })

  describe('the ready-made rules of a life', () => {
    it('tell whoever has the ticket, remind once a stay, and ask how it went', async () => {
      const world = await openCompany(create, living)
      const { id } = await world.sam.create(request({ team: 'service' }))
      await world.sam.assign(id, { agent: 'service-1' })
      await world.work({ hours: 7 })
      expect(await toldOf(world, 'agent', 'service-1')).toEqual([['life.created', id]])
      await world.work({ days: 2 })
      expect(await toldOf(world, 'agent', 'service-1')).toEqual([
        ['life.created', id],
        ['life.reminder', id],
      ])
      await world.sam.send(id, { type: 'solve' })
      await world.work({ hours: 2 })
      expect((await world.sam.thread(id)).items.map(({ body }) => body)).toEqual(['How did we do?'])
      // Closed by time a week after it was solved.
      await world.work({ days: 96 })
      expect((await world.sam.get(id)).archivedAt).toBeNull()
      await world.work({ days: 2 })
      expect((await world.sam.get(id)).archivedAt).not.toBeNull()
      await expectSound(world)
    })
  })
}
