import * as z from 'zod'
import type { AccessPolicy } from '../../access/access-types.js'
import { namedCategory } from '../../categories/named-category.js'
import type { FieldResult } from '../../fields/fields.js'
import { jsonInput } from '../../fields/json-input.js'
import { checkForm } from '../../forms/check-form.js'
import { external, id, invalidInput, text } from '../../kernel/input.js'
import type { JsonObject } from '../../kernel/json.js'
import { LIMITS } from '../../kernel/limits.js'
import type { ActorReference, RequesterReference } from '../../store/record-types.js'
import { type CommandContext, type CommandResult, DONE } from '../command.js'
import { manualDecision } from '../decisions.js'
import type { TicketDraft } from '../draft.js'
import { decidePriority } from '../priority.js'
import { type Refusal, refuse } from '../refusal.js'
import { enterStage } from '../stage.js'
import { stateMeaning } from '../state-meaning.js'
import { refuseChannel, USUAL_CHANNEL } from './channel.js'
import { addMessage } from './message.js'

/** What create takes, apart from the custom fields, which the desk's own schema checks. */
export const createInput = z.strictObject({
  subject: text(LIMITS.subject),
  requester: z.strictObject({ id, tier: id.optional(), locale: id.optional() }).optional(),
  body: text(LIMITS.body).optional(),
  workflow: id.optional(),
  channel: id.optional(),
  category: id.optional(),
  priority: id.optional(),
  team: id.optional(),
  tags: z.array(id).max(LIMITS.tags).optional(),
  fields: jsonInput.optional(),
  attachments: z.array(id).max(LIMITS.attachmentsPerMessage).optional(),
  external: external.optional(),
})

/** A ticket to create. */
export type CreateInput = z.output<typeof createInput>

/** What the host vouches for about a requester who creates a ticket. */
export type Customer = Omit<RequesterReference, 'id'>

/** What the desk alone gives for a ticket that follows another. */
export interface Following {
  /** The other one's custom fields that are not personal; what is personal is asked for anew. */
  readonly carried?: JsonObject | undefined
}

/** Begins a ticket. `state` is given by imports alone, which may begin in any state. */
export function create(
  draft: TicketDraft,
  input: CreateInput & Following & { readonly state?: string | undefined; readonly customer?: Customer | undefined },
  context: CommandContext,
): CommandResult | Refusal {
  const { model, workflow } = context
  const { stamp } = draft
  const parsed: FieldResult = input.carried
    ? { ok: true, values: { fields: model.fields.carry(input.carried), personal: {} } }
    : model.fields.parse(input.fields === undefined ? {} : input.fields)
  if (!parsed.ok) throw invalidInput('create', parsed.issues)
  if (!createsOwn(stamp.actor, model.access) && input.requester === undefined) {
    throw invalidInput('create', [{ path: ['requester'], code: 'required', message: 'says who asks; give its id' }])
  }
  const byDesk = stamp.cause?.kind === 'import' || stamp.cause?.kind === 'intake'
  const refusal = byDesk ? null : notGranted(input, stamp.actor, model.access)
  if (refusal) return refusal
  if (input.attachments && input.body === undefined) {
    throw invalidInput('create', [
      { path: ['attachments'], code: 'needs_body', message: 'belong to a message; give a body' },
    ])
  }
  if (input.team !== undefined && context.loaded.team?.status !== 'active' && stamp.cause?.kind !== 'import') {
    return refuse('COMMAND_REFUSED', 'There is no such team in the directory; put the team there first.', {
      code: 'team-unknown',
    })
  }
  const asked = input.category ?? null
  const isPast = asked === null || stamp.cause?.kind === 'import'
  const category = isPast ? asked : namedCategory(context.loaded.categories, asked)
  if (typeof category === 'object' && category !== null) return category
  const state = input.state ?? workflow.definition.initial
  const { fields, personal } = parsed.values
  const begun = {
    workflow: workflow.definition.id,
    workflowVersion: workflow.definition.version,
    state,
    ...stateMeaning(workflow, state, stamp),
    requester: requesterReference(input, stamp.actor.id, createsOwn(stamp.actor, model.access) ? input.customer : {}),
    channel: input.channel ?? USUAL_CHANNEL,
    category,
    team: input.team ?? null,
    tags: [...new Set(input.tags ?? [])],
    fields,
    revisions: Object.fromEntries([['subject', 1], ...Object.keys(personal).map((name) => [`field:${name}`, 1])]),
    external: input.external ?? null,
    weight: model.weights.get(input.channel ?? USUAL_CHANNEL) ?? 1,
  }
  const undecided = { priority: '', rank: 0, decision: manualDecision(stamp, { code: 'set' }) }
  const preview = draft.preview({ type: 'ticket.created', data: { ...begun, ...undecided } }, input.subject, personal)
  const priority = givenPriority(input.priority, model.priority.levels)
  if (priority && priority.rank === 0) {
    return refuse('COMMAND_REFUSED', `The priority must be one of ${model.priority.levels.join(', ')}.`, {
      code: 'priority-unknown',
      levels: model.priority.levels,
    })
  }
  const decided = priority ? { ...undecided, ...priority } : decidePriority(draft, preview, model, context.find)
  draft.add({ type: 'ticket.created', data: { ...begun, ...decided } })
  draft.begin(input.subject, personal)
  checkForm(draft, null, input.fields, context, 'create')
  enterStage(draft, context)
  if (input.body === undefined) return DONE
  const message = { body: input.body, attachments: input.attachments }
  return { messageId: addMessage(draft, 'public', message, context, { ofRequester: true }) }
}

/** What a command of its own takes a right for, creating takes the same right for. */
function notGranted(input: CreateInput, actor: ActorReference, access: AccessPolicy): Refusal | null {
  if (createsOwn(actor, access) && input.requester !== undefined && input.requester.id !== actor.id) {
    return refuse('FORBIDDEN', 'You create tickets only in your own name; leave `requester` out.', {
      code: 'not-own-name',
    })
  }
  if (createsOwn(actor, access) && input.requester?.tier !== undefined) {
    const message = 'The host vouches for your tier when it asks in your name (`tier` of `desk.as`); leave it out here.'
    return refuse('FORBIDDEN', message, { code: 'own-tier' })
  }
  const foreign = refuseChannel(access, actor, input.channel)
  if (foreign) return foreign
  const { priority, team, tags, external: reference } = input
  const given = { setPriority: priority, assign: team, tag: tags?.[0], setExternal: reference } as const
  for (const action of ['setPriority', 'assign', 'tag', 'setExternal'] as const) {
    if (given[action] === undefined) continue
    const verdict = access.can(actor, action, null)
    if (!verdict.allow) {
      const message = `The role ${actor.type} may not ${action} when it creates a ticket; leave that to the desk.`
      return refuse('FORBIDDEN', message, ...verdict.reasons)
    }
  }
  return null
}

function createsOwn(actor: ActorReference, access: AccessPolicy): boolean {
  return access.roles.get(actor.type)?.tickets === 'own'
}

function requesterReference(input: CreateInput, actorId: string, customer: Customer = {}) {
  const { id: requesterId = actorId, tier, locale } = { ...input.requester, ...customer }
  return { id: requesterId, ...(tier !== undefined && { tier }), ...(locale !== undefined && { locale }) }
}

function givenPriority(level: string | undefined, levels: readonly string[]) {
  return level === undefined ? null : { priority: level, rank: levels.indexOf(level) + 1 }
}
