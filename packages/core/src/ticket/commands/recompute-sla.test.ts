import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../../../test/promises.js'
import { PureDesk, type Turn } from '../../../test/pure-desk.js'
import { NO_PROMISES, START } from '../../../test/records.js'
import { defaultAccess } from '../../access/default-access.js'
import { defineDesk } from '../../desk/define-desk.js'
import { definePolicies } from '../../sla/define-policies.js'
import { compilePolicy } from '../../sla/promise.js'
import type { TicketRecord } from '../../store/record-types.js'
import { seededRandom } from '../../testing/seeded-random.js'
import { supportWorkflow } from '../../workflow/ready-made/support.js'
import { NOTHING_LOADED } from '../command.js'
import type { EventDraft } from '../event-types.js'
import { recomputeSla } from './recompute-sla.js'

const tell = [{ action: 'notify', to: ['lead'] }]
const version = (number: number, answer: number, solution: number, id = 'a') => ({
  id,
  version: number,
  targets: {
    firstResponse: { within: { hours: answer }, escalate: [] },
    resolution: {
      within: { hours: solution },
      escalate: [
        { used: 0.5, do: tell },
        { after: {}, do: tell },
      ],
    },
  },
})
type Version = ReturnType<typeof version>

/** A desk with the first of these policies; it knows the others as a desk knows those that its store keeps. */
function deskOf(...versions: readonly Version[]): PureDesk {
  const { model } = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })
  const policies = versions
    .flatMap((one) => definePolicies([one], model.sla.names))
    .map((policy) => compilePolicy(policy))
  return new PureDesk({ ...model, sla: { ...model.sla, policies } })
}

function recomputed(
  desk: PureDesk,
  ticket: TicketRecord,
  at: number,
  mode: 'recompute' | 'recomputeAndKeepBoth',
): Turn {
  const { model } = desk
  const [workflow] = model.workflows
  if (!workflow) throw new Error('the desk has no workflow')
  const context = {
    model,
    workflow,
    loaded: NOTHING_LOADED,
    newId: () => 'x',
    random: seededRandom(1),
    find: NO_PROMISES,
  }
  return desk.decide(ticket, at, (draft) => void recomputeSla.decide(draft, { mode }, context), {
    actor: { type: 'admin', id: 'boss' },
  })
}

const reply: EventDraft = {
  type: 'message.added',
  data: { messageId: 'm1', visibility: 'public', byRequester: false, channel: 'web', attachments: [] },
}
const solve: EventDraft = {
  type: 'ticket.transitioned',
  data: { event: 'solve', from: 'open', to: 'solved', phase: 'solved', paused: false, timeoutAt: null, effects: [] },
}
const told = ({ events }: Turn) =>
  events.map(({ type, occurredAt, data }) => [type, occurredAt - START, data['step'] ?? data['target'] ?? null])

const OLD = version(1, 1, 8)
const old = deskOf(OLD)
const answered = old.run(old.create(START).ticket, START + MINUTE, [reply]).ticket
/** Answered in time, half used, and breached at eight. */
const breached = old.run(answered, START + 9 * HOUR).ticket

describe('a recomputation that keeps both promises', () => {
  // The answer that was in time would be late by the new policy, and the solution that was late is in time.
  const both = deskOf(version(2, 0.01, 12), OLD)
  const { ticket } = recomputed(both, breached, START + 9 * HOUR, 'recomputeAndKeepBoth')

  it('judges anew what still runs, and leaves alone what has ended', () => {
    expect(ticket.sla).toMatchObject({
      promise: { policy: { id: 'a', version: 2 } },
      former: { policy: { id: 'a', version: 1 } },
      progress: {
        firstResponse: { verdict: 'met', ended: true, dueAt: START + HOUR },
        resolution: { verdict: null, ended: false, dueAt: null, seconds: null, left: null },
      },
      formerProgress: { resolution: { verdict: 'breached', ended: false, dueAt: START + 8 * HOUR } },
    })
    expect(ticket.dueAt).toBe(START + 12 * HOUR)
  })

  it('gives a verdict on each promise, each by its own due date', () => {
    const { events } = both.run(ticket, START + 10 * HOUR, [solve])
    const verdicts = events.slice(1).map(({ type, data }) => {
      return [type, data['former'], data['dueAt'], data['left'] ?? data['over']]
    })
    expect(verdicts).toEqual([
      ['sla.met', false, START + 12 * HOUR, 2 * 3600],
      ['sla.completed', true, START + 8 * HOUR, 2 * 3600],
    ])
  })

  it('has the new promise broken by itself, with no step of the former version again', () => {
    expect(told(both.run(ticket, START + 99 * HOUR))).toEqual([['sla.breached', 12 * HOUR + 1, 'resolution']])
  })

  it('has a former promise broken that is not judged yet, beside the new one', () => {
    const kept = recomputed(both, answered, START + 2 * HOUR, 'recomputeAndKeepBoth').ticket
    const late = both.run(kept, START + 13 * HOUR)
    expect(told(late)).toEqual([
      ['sla.escalated', 6 * HOUR, 'used 0.5'],
      ['sla.breached', 8 * HOUR + 1, 'resolution'],
      ['sla.breached', 12 * HOUR + 1, 'resolution'],
      ['sla.escalated', 12 * HOUR + 1, 'after 0s'],
    ])
    expect(late.events.map(({ data }) => data['former'])).toEqual([undefined, true, false, undefined])
  })
})

// Guards that a new version of a policy tells nobody twice, and that another policy's ladder is climbed from its foot.
describe('a step that was taken', () => {
  const halfway = old.run(answered, START + 5 * HOUR).ticket

  it('is not taken again at the same moment of another version of its policy', () => {
    const desk = deskOf(version(2, 1, 16), OLD)
    const { ticket } = recomputed(desk, halfway, START + 5 * HOUR, 'recompute')
    expect(told(desk.run(ticket, START + 17 * HOUR))).toEqual([
      ['sla.breached', 16 * HOUR + 1, 'resolution'],
      ['sla.escalated', 16 * HOUR + 1, 'after 0s'],
    ])
  })

  it('is taken at the same moment of another policy', () => {
    const desk = deskOf(version(1, 1, 16, 'b'), OLD)
    const { ticket } = recomputed(desk, halfway, START + 5 * HOUR, 'recompute')
    expect(told(desk.run(ticket, START + 9 * HOUR))).toEqual([['sla.escalated', 8 * HOUR, 'used 0.5']])
    expect(desk.run(ticket, START + 9 * HOUR).ticket.sla?.progress.resolution?.steps).toEqual([
      'a used 0.5',
      'b used 0.5',
    ])
  })
})

it('changes nothing where the promise is what the desk promises now', () => {
  expect(recomputed(old, breached, START + 10 * HOUR, 'recompute').events).toEqual([])
  expect(recomputed(old, breached, START + 10 * HOUR, 'recomputeAndKeepBoth').events).toEqual([])
})
