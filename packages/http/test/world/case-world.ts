import { type ActorDesk, createDesk, type Desk, type Store } from '@docket/core'
import { type ManualClock, manualClock, seededRandom, sequentialIds } from '@docket/core/testing'
import { memoryFileStore } from '@docket/files'
import { memoryStore } from '@docket/store-memory'
import { caseDesk } from './case-desk.js'

/** What is known of one tenant: ids by what they are. */
export interface TenantWorld {
  /** Of c1, with the team `service` and the agent ag1; w1 watches it. */
  readonly own: string
  /** Of c2, with the same team and another agent. */
  readonly sameTeam: string
  /** Of c2, with another team. */
  readonly otherTeam: string
  /** Of c1, solved. */
  readonly solved: string
  /** Of c1, closed. */
  readonly closed: string
  /** Of c1, merged into `own`. */
  readonly merged: string
  readonly message: string
  readonly note: string
  /** On `own`, an image. */
  readonly attached: string
  /** An upload of each that is still free, by `type:id`. */
  readonly free: Readonly<Record<string, string>>
  readonly request: string
  readonly notification: string
}

/** The tenants. */
export const TENANTS = ['a', 'b', 'c'] as const
export type TenantName = (typeof TENANTS)[number]

/** Something that was written. */
export interface Written {
  readonly tenant: string
  /** The tickets that it was about; none for the directory, files that are free, and marks of what was read. */
  readonly tickets: readonly string[]
}

/** A desk with tenants that are alike but for their canaries. */
export interface CaseWorld {
  readonly deskClock: ManualClock
  readonly desk: Desk
  /** What was written since it was built, as the store was told it. */
  readonly written: readonly Written[]
  /** How often that was. */
  readonly writes: () => number
  readonly tenants: Readonly<Record<TenantName, TenantWorld>>
}

const UPLOADERS = [
  ['requester', 'c1'],
  ['agent', 'ag1'],
  ['agent', 'ag2'],
  ['lead', 'le1'],
  ['service', 'sv1'],
  ['admin', 'ad1'],
  ['collaborator', 'w1'],
] as const

/** A text that must be seen by nobody who may not: whose tenant, whose ticket, and whether customers may see it. */
const canary = (tenant: string, of: string, visibility: 'public' | 'internal', what: string) =>
  `CANARY_${tenant}_${of}_${visibility}_${what}`

/** Makes an empty store that goes by a clock. */
export type MakeStore = (clock: ManualClock) => Store | Promise<Store>

/** Builds the world; always the same one. */
export async function caseWorld(make: MakeStore = (clock) => memoryStore({ clock })): Promise<CaseWorld> {
  const clock = manualClock(new Date('2025-03-03T09:00:00Z'))
  const { store, written } = observed(await make(clock))
  const desk = await createDesk(caseDesk, {
    store,
    clock,
    ids: sequentialIds('id'),
    random: seededRandom(7),
    files: memoryFileStore(),
    effects: { crm: { targets: () => [], deliver: () => ({ kind: 'done' }) } },
  })
  const any = desk as unknown as Desk
  const made = {
    a: await furnish(any, 'a', clock),
    b: await furnish(any, 'b', clock),
    c: await furnish(any, 'c', clock),
  }
  const dead = await store.claimOutbox({ limit: 2, leaseMs: 1_000, token: 'dead' })
  await store.settleOutbox(
    dead.map(({ message: { tenant, id } }) => {
      const error = canary(tenant, 'desk', 'internal', 'dead')
      return { tenant, id, token: 'dead', outcome: { kind: 'dead', error } }
    }),
  )
  await desk.system.tick()
  const notified = async (tenant: TenantName): Promise<TenantWorld> => {
    const { items } = await desk.as({ tenant, actor: { type: 'agent', id: 'ag2' } }).inbox.list()
    return { ...made[tenant], notification: items[0]?.id ?? '' }
  }
  const tenants = { a: await notified('a'), b: await notified('b'), c: await notified('c') }
  written.length = 0
  return { desk: any, deskClock: clock, written, writes: () => written.length, tenants }
}

async function furnish(desk: Desk, tenant: string, clock: ManualClock): Promise<Omit<TenantWorld, 'notification'>> {
  const as = (type: string, id: string): ActorDesk => desk.as({ tenant, actor: { type, id } })
  const admin = as('admin', 'ad1')
  const secret = (what: string) => canary(tenant, 'desk', 'internal', what)
  const { directory, categories, views } = admin
  await directory.putDepartment({ id: `${tenant}-department`, name: secret('department') })
  await directory.putDepartment({ id: `${tenant}-department2`, name: secret('department2') })
  const department = `${tenant}-department`
  await directory.putTeam({ id: 'service', name: secret('team'), lead: 'le1', department })
  await directory.putTeam({ id: `${tenant}-team`, name: secret('team'), department })
  await directory.putTeam({ id: `${tenant}-team2`, name: secret('team2'), department })
  await directory.putAgent({ id: 'ag1', name: secret('ag1'), teams: ['service'] })
  await directory.putAgent({ id: 'ag2', name: secret('ag2'), teams: [`${tenant}-team`] })
  await directory.putAgent({ id: 'le1', name: secret('le1'), teams: ['service'] })
  for (const [name, status] of [
    ['agent', 'present'],
    ['away', 'away'],
    ['gone', 'removed'],
  ] as const) {
    await directory.putAgent({ id: `${tenant}-${name}`, name: secret(name), teams: ['service'], status })
  }
  for (const id of [`${tenant}-cat`, `${tenant}-cat2`]) {
    await categories.add({ id, label: { en: canary(tenant, 'all', 'public', id), fr: 'Divers' } })
  }
  await admin.webhooks.put({ id: `${tenant}-hook`, url: `https://hooks.example/${secret('webhook')}` })
  await views.save({ id: `${tenant}-shared`, name: secret('view'), shared: true })
  await as('agent', 'ag1').views.save({ id: `${tenant}-view`, name: secret('own view') })

  const own = await begin(as('requester', 'c1'), tenant, 'c1', 'own')
  const sameTeam = await begin(as('requester', 'c2'), tenant, 'c2', 'sameTeam')
  const otherTeam = await begin(as('requester', 'c2'), tenant, 'c2', 'otherTeam')
  const solved = await begin(as('requester', 'c1'), tenant, 'c1', 'solved')
  const closed = await begin(as('requester', 'c1'), tenant, 'c1', 'closed')
  const merged = await begin(as('requester', 'c1'), tenant, 'c1', 'merged')
  clock.advance({ hours: 2 })
  const agent = as('agent', 'ag1')
  for (const [ticketId, team, of] of [
    [own, 'service', 'c1'],
    [sameTeam, 'service', 'c2'],
    [otherTeam, `${tenant}-team`, 'c2'],
  ] as const) {
    await admin.assign(ticketId, { team })
    await agent.note(ticketId, { body: canary(tenant, of, 'internal', 'note'), mentions: ['ag2'] })
    await agent.tag(ticketId, { add: [canary(tenant, of, 'internal', 'tag')] })
    await as('service', 'sv1').setInputs(ticketId, { [canary(tenant, of, 'internal', 'input')]: 1 })
  }
  await admin.assign(own, { agent: 'ag1' })
  await admin.setCoordinator(own, { agent: 'le1' })
  await admin.watch(own, { watcher: 'w1' })
  await admin.watch(own, { watcher: canary(tenant, 'c1', 'internal', 'watcher') })
  await admin.watch(own, { watcher: `${tenant}-person` })
  await agent.link(own, { kind: 'related', ticketId: otherTeam })
  await agent.merge(merged, { into: own })
  await agent.askApproval(own, { approval: 'payout' })
  const question = canary(tenant, 'c1', 'internal', 'question')
  const { id: request } = await agent.request(own, { to: { agent: 'ag2' }, question })
  const { id: note } = await agent.note(own, { body: canary(tenant, 'c1', 'internal', 'note2') })
  const { id: message } = await agent.reply(own, { body: canary(tenant, 'c1', 'public', 'reply') })
  const image = { name: `${canary(tenant, 'c1', 'public', 'file')}.png`, type: 'image/png', bytes: new Uint8Array([1]) }
  const { id: attached } = await agent.upload(image)
  await agent.attach(own, { attachmentId: attached, messageId: message })
  const free: Record<string, string> = {}
  for (const [type, id] of UPLOADERS) {
    const { id: file } = await as(type, id).upload({ ...image, name: `${canary(tenant, id, 'internal', 'free')}.png` })
    free[`${type}:${id}`] = file
  }
  for (const ticketId of [solved, closed]) await agent.send(ticketId, { type: 'solve' })
  await agent.send(closed, { type: 'close' })
  return { own, sameTeam, otherTeam, solved, closed, merged, message, note, attached, free, request }
}

async function begin(desk: ActorDesk, tenant: string, of: string, what: string): Promise<string> {
  const { id } = await desk.create({
    subject: `The lamp of the shop flickers ${canary(tenant, of, 'public', `subject${what}`)}`,
    body: `It flickers all day and night ${canary(tenant, of, 'public', `body${what}`)}`,
    fields: { order: canary(tenant, of, 'public', 'order'), phone: canary(tenant, of, 'public', 'phone') },
  })
  return id
}

/** A store that tells what is written. */
function observed(of: Store) {
  const written: Written[] = []
  const note = (tenant: string, tickets: readonly string[] = []) => written.push({ tenant, tickets })
  const store: Store = {
    ...of,
    async commit(commit) {
      const result = await of.commit(commit)
      const { tenant, tickets, events, messages, attachments, revives } = commit
      const touched = [...events, ...messages, ...attachments, ...revives].map(({ ticketId }) => ticketId)
      if (result.ok) note(tenant, [...tickets.map(({ id }) => id), ...touched])
      return result
    },
    async putDirectory(entry) {
      const isPut = await of.putDirectory(entry)
      note(entry.tenant)
      return isPut
    },
    async putAttachment(attachment) {
      await of.putAttachment(attachment)
      note(attachment.tenant)
    },
    async putNotifications(notifications) {
      await of.putNotifications(notifications)
      for (const { tenant, ticketId } of notifications) note(tenant, [ticketId])
    },
    async markNotificationsRead(tenant, ...given) {
      const marked = await of.markNotificationsRead(tenant, ...given)
      note(tenant)
      return marked
    },
  }
  return { store, written }
}
