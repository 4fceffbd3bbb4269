import { expect, it } from 'vitest'
import { Choice } from '../../test/random-rules.js'
import { ticketRecord } from '../../test/records.js'
import type { JsonObject } from '../kernel/json.js'
import { seededRandom } from '../kernel/seeded-random.js'
import type { TicketRecord } from '../store/record-types.js'
import type { MacroStep } from './macro-types.js'
import { undoOf } from './undo.js'

/** What steps do to what they can be undone in, as briefly as can be said. */
function after(ticket: TicketRecord, steps: readonly MacroStep[]): TicketRecord {
  let now = ticket
  for (const step of steps) now = { ...now, ...changed(now, step) }
  return now
}

function changed(before: TicketRecord, step: MacroStep): Partial<TicketRecord> {
  switch (step.action) {
    case 'tag': {
      const kept = before.tags.filter((tag) => !step.remove?.includes(tag))
      return { tags: [...new Set([...kept, ...(step.add ?? [])])] }
    }
    case 'setFields': {
      const fields: JsonObject = Object.fromEntries(
        Object.entries({ ...before.fields, ...(step.fields as JsonObject) }).filter(([, value]) => value !== null),
      )
      return { fields }
    }
    case 'setCategory':
      return { category: step.category }
    case 'assign':
      return { assignee: step.agent ?? null, team: step.team ?? null }
    case 'reply':
    case 'note':
    case 'setPriority':
    case 'send':
    case 'askApproval':
    case 'withdrawApproval':
    case 'check':
    case 'uncheck':
      return {}
  }
}

function randomStep(choice: Choice): MacroStep {
  const tags = () => [choice.of(['a', 'b', 'c']), choice.of(['a', 'b', 'c'])]
  switch (choice.below(5)) {
    case 0:
      return { action: 'tag', add: tags() }
    case 1:
      return { action: 'tag', remove: tags() }
    case 2:
      return { action: 'setFields', fields: { [choice.of(['x', 'y', 'z'])]: choice.of([1, 'one', [1], null]) } }
    case 3:
      return { action: 'setCategory', category: choice.of(['lamps', 'desks', null]) }
    default:
      return { action: 'assign', agent: choice.of(['ann', 'bob']), team: 'lamps' }
  }
}

it('of 5000 random batches, undoing gives the same tags, fields, category, agent and team', () => {
  for (let seed = 0; seed < 5_000; seed += 1) {
    const choice = new Choice(seededRandom(seed))
    const given = Array.from({ length: 3 }, () => randomStep(choice))
    const before = after(ticketRecord({ assignee: 'eve', team: 'desks' }), given)
    const steps = Array.from({ length: 1 + choice.below(4) }, () => randomStep(choice))
    const then = after(before, steps)
    const { undo, stays } = undoOf(steps, before, then)
    const back = after(then, undo)
    const seen = ({ tags, fields, category, assignee, team }: TicketRecord) => {
      return { tags: tags.toSorted(), fields, category, assignee, team }
    }
    expect(seen(back), `seed ${seed}`).toEqual(seen(before))
    expect(stays).toEqual([])
  }
})

it('says what cannot be undone, and gives a level back to who had set it', () => {
  const steps: MacroStep[] = [
    { action: 'reply', body: 'x' },
    { action: 'setPriority', priority: 'high' },
    { action: 'send', event: 'solve' },
  ]
  const decided = (policy: string, more = {}) => {
    const by = { type: 'agent', id: 'a' }
    return { priority: { policy, version: 1, at: 0, by, reasons: [], ...more }, assignment: null }
  }
  const before = ticketRecord({ decisions: decided('fixed') })
  const after = { ...before, priority: 'high', decisions: decided('manual', { at: 1 }) }
  const { undo, stays } = undoOf(steps, before, after)
  expect(undo).toEqual([{ action: 'setPriority', priority: null }])
  expect(stays).toEqual(['reply', 'send'])
  const back = (decisions: typeof before.decisions) =>
    undoOf(steps, ticketRecord({ priority: 'low', decisions }), after).undo
  expect(back(decided('manual'))).toEqual([{ action: 'setPriority', priority: 'low' }])
  expect(back(decided('raised'))).toEqual([{ action: 'setPriority', priority: 'low' }])
  // Held for a time: it cannot be held so again.
  expect(back(decided('manual', { until: 5 }))).toEqual([])
  // Nothing was changed, as when a batch is begun again with its key.
  expect(undoOf(steps, after, after).undo).toEqual([])
})

it('takes back a check and a question that nobody has answered, and says of the others that they stay', () => {
  const by = { type: 'agent', id: 'ann' }
  const stage = { name: 'work', number: 1, since: 0, to: null, within: 1, owner: 'desk' }
  const flow = { stage, checks: { sealed: { by, at: 1 } } }
  const before = ticketRecord({ flow })
  const asked = (state: 'open' | 'approved', round: number) => {
    const whom = { until: null, approvers: ['bob'], needed: 1, approvedBy: [], refusedBy: [] }
    return { refund: { round, state, askedBy: by, askedAt: 1, ...whom } }
  }
  const steps: MacroStep[] = [
    { action: 'check', item: 'looked' },
    { action: 'askApproval', approval: 'refund' },
  ]
  const checks = { ...flow.checks, looked: { by, at: 2 } }
  const after = { ...before, flow: { ...flow, checks, approvals: asked('open', 1) } }
  expect(undoOf(steps, before, after)).toEqual({
    undo: [
      { action: 'withdrawApproval', approval: 'refund' },
      { action: 'uncheck', item: 'looked' },
    ],
    stays: [],
  })
  // Begun again with its key, or of what was checked before, it changes nothing.
  expect(undoOf([{ action: 'check', item: 'sealed' }], before, after)).toEqual({ undo: [], stays: [] })
  expect(undoOf(steps, after, after)).toEqual({ undo: [], stays: [] })
  const confirmed = {
    ...before,
    flow: { ...flow, checks: { sealed: { by, at: 1, confirmedBy: { ...by, id: 'bob' } } } },
  }
  expect(undoOf([{ action: 'check', item: 'sealed' }], before, confirmed)).toEqual({ undo: [], stays: ['check'] })
  // Its stage has ended with it.
  const moved = { ...before, flow: { stage: { ...stage, number: 2 } } }
  expect(undoOf([{ action: 'check', item: 'looked' }], before, moved)).toEqual({ undo: [], stays: ['check'] })
  const anew = { ...before, flow: { ...flow, approvals: asked('open', 2) } }
  const given = { ...before, flow: { ...flow, approvals: asked('approved', 1) } }
  expect(undoOf([{ action: 'askApproval', approval: 'refund' }], given, anew)).toEqual({
    undo: [],
    stays: ['askApproval'],
  })
})
