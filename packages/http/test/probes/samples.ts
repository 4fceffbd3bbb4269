import type { TenantWorld } from '../world/case-world.js'
import { linkBy, progressClaims, tokenBy, visitorClaims } from './identity.js'

/** An input of a route that fits its schemas. */
export interface Sample {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body?: unknown
  /** In place of a body: a file. */
  readonly bytes?: string
}

type Given = Partial<Sample>
const step = (more: object) => ({ tickets: ['T'], do: [{ action: 'assign', ...more }] })
const undo = (...steps: object[]) => ({
  items: [{ ticketId: 'T', ok: true, version: 1, undo: steps, stays: [], rules: [] }],
})
const STATES = { open: 'open', waiting: 'waiting', solved: 'solved', closed: 'closed' }
/** A link is a right by itself: only its requester has it here. */
const linkOf = ({ attached }: TenantWorld, tenant: string) =>
  linkBy([tenant, 'requester', 'c1', attached, Date.now() + 120_000])
const time = { since: '2025-01-01T00:00:00Z', until: '2025-04-01T00:00:00Z' }

/**
 * For each route inputs that reach all that it can be given; the first is what somebody usually sends. What is left out is
 * usual: see {@link samplesOf}.
 */
const SAMPLES = (known: TenantWorld, tenant: string, actor: string): Readonly<Record<string, readonly Given[]>> => ({
  createTicket: [
    { body: { subject: 'New', requester: { id: 'c1' }, body: 'Words', attachments: [] } },
    { body: { subject: 'New' } },
  ],
  listTickets: [{ query: { where: { phase: 'open' }, limit: '100' } }],
  updateTicket: [{ body: { subject: 'Other', fields: { order: 'x' } } }],
  reply: [{ body: { body: 'Words' } }],
  writeNote: [
    { body: { body: 'Words' } },
    { body: { body: 'Words', about: { message: known.message } } },
    { body: { body: 'Words', about: { attachment: known.attached } } },
    { body: { body: 'Words', about: { item: 'look' } } },
  ],
  attachFile: [{ body: { attachmentId: 'F' } }, { body: { attachmentId: 'F', messageId: known.message } }],
  archiveTicket: [{ params: { ticketId: known.closed } }],
  sendEvent: [{ body: { type: 'solve', reason: 'Done' } }],
  overrideState: [{ body: { state: 'waiting' } }],
  assignTicket: [{ body: { agent: 'ag1' } }, { body: { team: 'service' } }],
  setCoordinator: [{ body: { agent: 'ag1' } }],
  setPriority: [{ body: { priority: 'high' } }],
  setInputs: [{ body: { value: 3 } }],
  setCategory: [{ body: { category: `${tenant}-cat` } }],
  snoozeTicket: [{ body: { until: '2025-03-10T09:00:00Z' } }],
  tagTicket: [{ body: { add: ['new'] } }],
  watchTicket: [{ body: { watcher: 'w9' } }],
  linkTicket: [{ body: { kind: 'causes', ticketId: known.sameTeam } }],
  unlinkTicket: [{ params: { kind: 'related', otherId: known.otherTeam } }],
  splitTicket: [
    { body: { subject: 'Another thing', messages: [known.message] } },
    { body: { subject: 'Another thing', messages: [known.note], category: `${tenant}-cat`, team: 'service' } },
  ],
  mergeTicket: [{ params: { ticketId: known.otherTeam }, body: { into: known.sameTeam } }],
  unmergeTicket: [{ params: { ticketId: known.merged } }],
  checkItem: [{ params: { item: 'look' } }, { params: { item: 'proof' }, body: { attachmentId: known.attached } }],
  checkItems: [
    { body: { items: [{ item: 'look' }, { item: 'proof', attachmentId: known.attached }] } },
    { body: { items: [{ item: 'proof', attachmentId: 'F' }] } },
  ],
  uncheckItem: [{ params: { item: 'look' } }],
  askApproval: [{ params: { ticketId: known.sameTeam }, body: { approval: 'payout' } }],
  answerApproval: [{ body: { answer: 'approve', note: 'Yes' } }, { body: { answer: 'refuse' } }],
  delegateApproval: [{ body: { to: 'ag2' } }],
  askRequest: [
    { body: { to: { agent: 'ag2' }, question: 'Why?', due: { within: { hours: 1 } } } },
    { body: { to: { team: 'service' }, question: 'Why?', attachments: [] } },
  ],
  answerRequest: [{ body: { body: 'So', attachments: [] } }],
  recordCallBack: [{ params: { ticketId: known.solved }, body: { outcome: 'unreached', note: 'Busy' } }],
  rateTicket: [{ params: { ticketId: known.solved }, body: { score: 5 } }],
  search: [{ query: { text: 'lamp' } }, { query: { text: 'lamp', where: { phase: 'open' } } }],
  findPossibleDuplicates: [{ body: { subject: 'The lamp of the shop flickers', requester: 'c1' } }],
  saveView: [{ params: { viewId: 'mine' }, body: { name: 'Mine', query: { where: { phase: 'open' } } } }],
  runBatch: [
    { body: { tickets: ['T'], do: [{ action: 'tag', add: ['batch'] }] } },
    { body: { tickets: ['T'], do: 'greet' } },
    { body: { tickets: ['T'], do: [{ action: 'setCategory', category: null }] } },
    { body: { tickets: ['T'], do: [{ action: 'check', item: 'look' }] } },
    { body: { tickets: ['T'], do: [{ action: 'askApproval', approval: 'payout' }] } },
    { body: step({ agent: 'ag1' }) },
    { body: step({ to: { agent: 'ag1' } }) },
    { body: step({ to: { team: 'service' } }) },
    { body: step({ to: { managerOf: { agent: 'ag1' } } }) },
    { body: step({ to: { managerOf: { team: 'service' } } }) },
  ],
  undoBatch: [
    { body: undo({ action: 'tag', remove: ['x'] }) },
    { body: undo({ action: 'setCategory', category: null }) },
    { body: undo({ action: 'assign', agent: 'ag1' }) },
    { body: undo({ action: 'assign', to: { agent: 'ag1' } }) },
    { body: undo({ action: 'assign', to: { team: 'service' } }) },
    { body: undo({ action: 'assign', to: { managerOf: { agent: 'ag1' } } }) },
    { body: undo({ action: 'assign', to: { managerOf: { team: 'service' } } }) },
    { body: { items: [{ ticketId: 'T', ok: false, code: 'NOT_FOUND', message: 'There is none.' }] } },
  ],
  listCategories: [{ query: { retired: 'true' } }],
  addCategory: [{ body: { id: 'new', label: { en: 'New' }, parent: null } }],
  renameCategory: [{ body: { label: { en: 'Renamed' } } }],
  planCategoryReview: [{ body: { reviewAt: '2025-06-01T00:00:00Z' } }],
  moveCategory: [{ body: { parent: `${tenant}-cat2` } }],
  mergeCategory: [{ body: { into: `${tenant}-cat2` } }],
  reviewCategories: [{ query: time }],
  putAgent: [{ body: { name: 'New', teams: ['service'], manager: null } }],
  putTeam: [{ body: { name: 'New', lead: null, department: null } }],
  putDepartment: [{ body: { name: 'New', head: null, parent: null } }],
  markRead: [{ body: { ids: [known.notification] } }],
  retryDeadLetters: [{ body: { items: [{ ticketId: 'T', kind: 'outbox', id: `${known.own}.1.crm` }] } }],
  listRuleLog: [{ query: { since: time.since } }],
  tryRules: [{ body: { rules: [{ id: 'try', on: 'ticket.created', do: [{ action: 'tag', add: ['x'] }] }] } }],
  recomputeSla: [{ body: { mode: 'recompute' } }],
  migrateWorkflow: [{ body: { from: { workflow: 'case', version: 9 }, to: { workflow: 'case' }, states: STATES } }],
  getRepeatRate: [{ query: time }],
  putWebhook: [{ body: { url: 'https://hooks.example/other', events: ['ticket.created'] } }],
  rotateWebhook: [{ body: { secretNumber: 1 } }],
  uploadFile: [{ query: { name: 'new.png', type: 'image/png' }, bytes: '\x89PNG' }],
  openDownloadLink: [{ params: { token: actor === 'requester:c1' ? linkOf(known, tenant) : 'none' } }],
  createVisitor: [{ body: { locale: 'de' } }],
  refreshVisitor: [{ body: { token: tokenBy(visitorClaims(tenant)) } }],
  receiveFromChannel: [
    { query: { of: tenant }, bytes: JSON.stringify({ id: 'm1', from: { id: 'c9' }, text: 'Words' }) },
  ],
  suggest: [{ query: { text: 'lamp' } }],
  deflect: [{ body: { articleId: 'how-to', text: 'lamp' } }, { body: { articleId: 'none' } }],
  getProgress: [{ body: { token: tokenBy(progressClaims(tenant, 'c1', known.own)) } }],
})

const PARAMS = (known: TenantWorld, tenant: string): Readonly<Record<string, string>> => ({
  ticketId: known.own,
  otherId: known.otherTeam,
  requestId: known.request,
  attachmentId: known.attached,
  item: 'look',
  approval: 'payout',
  macro: 'greet',
  kind: 'related',
  watcher: 'w1',
  agentId: `${tenant}-agent`,
  teamId: `${tenant}-team`,
  departmentId: `${tenant}-department`,
  categoryId: `${tenant}-cat`,
  viewId: `${tenant}-shared`,
  channel: 'sms',
  webhookId: `${tenant}-hook`,
})

/** The samples of a route in a tenant, with ids of it; `T` stands for a ticket and `F` for a free file of whoever asks. */
export function samplesOf(
  route: { readonly id: string },
  known: TenantWorld,
  { tenant, actor }: { readonly tenant: string; readonly actor: string },
): Sample[] {
  const given = SAMPLES(known, tenant, actor)[route.id] ?? [{}]
  return given.map(({ params, query = {}, body, bytes }) => {
    const named = JSON.stringify(body ?? null)
      .replaceAll('"T"', JSON.stringify(known.own))
      .replaceAll('"F"', JSON.stringify(known.free[actor] ?? known.attached))
    return {
      params: { ...PARAMS(known, tenant), ...params },
      query,
      ...(bytes !== undefined && { bytes }),
      ...(body !== undefined && { body: JSON.parse(named) as unknown }),
    }
  })
}
