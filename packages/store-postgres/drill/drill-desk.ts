import { defaultAccess, defineDesk, defineWorkflow, leastLoad } from '@docket/core'
import type { EventRecord } from '@docket/core/store'

/** How long a new ticket waits for its timer: short enough that some fire before the process is killed. */
const ARRIVAL_MS = 80
/** How long a ticket naps before its timer wakes it. */
const NAP_MS = 200

const workflow = defineWorkflow({
  id: 'drill',
  version: 1,
  initial: 'arrived',
  states: {
    arrived: {
      tags: ['open'],
      on: { begin: 'open', nap: 'napping', solve: 'solved' },
      timeout: { after: { seconds: ARRIVAL_MS / 1000 }, send: 'begin' },
    },
    open: { tags: ['open'], on: { nap: 'napping', solve: 'solved' } },
    napping: { tags: ['waiting'], on: { wake: 'open' }, timeout: { after: { seconds: NAP_MS / 1000 }, send: 'wake' } },
    solved: { tags: ['solved'], on: { reopen: 'open', close: 'closed' } },
    closed: { tags: ['terminal'], on: { reopen: 'open' } },
  },
})

const NOTIFY = ['ticket.created', 'ticket.assigned', 'ticket.transitioned', 'message.added', 'ticket.linked'] as const

/** The desk of the drill: a workflow with timers, routing, and an effect for most events. */
export const drillDesk = defineDesk({
  workflows: [workflow],
  routing: leastLoad(),
  access: defaultAccess(),
  effects: { notify: { on: NOTIFY } },
})

/** The events that clients send. */
export const EVENTS = ['nap', 'wake', 'solve', 'reopen', 'close'] as const

/** The effects that an event causes. */
export const effectsOf = ({ type }: EventRecord): readonly string[] =>
  NOTIFY.some((name) => name === type) ? ['notify'] : []

/** How long a ticket stays in a state before a timer moves it. */
export function timeoutMs(state: string): number | null {
  if (state === 'arrived') return ARRIVAL_MS
  return state === 'napping' ? NAP_MS : null
}
