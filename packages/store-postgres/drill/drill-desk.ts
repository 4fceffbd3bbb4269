import { defaultAccess, defineDesk, defineWorkflow } from '@docket/core'
import type { EventRecord } from '@docket/core/store'

/** How long a ticket naps before its timer wakes it. */
const NAP_MS = 200

const workflow = defineWorkflow({
  id: 'drill',
  version: 1,
  initial: 'open',
  states: {
    open: { tags: ['open'], on: { nap: 'napping', solve: 'solved' } },
    napping: { tags: ['waiting'], on: { wake: 'open' }, timeout: { after: { seconds: NAP_MS / 1000 }, send: 'wake' } },
    solved: { tags: ['solved'], on: { reopen: 'open', close: 'closed' } },
    closed: { tags: ['terminal'], on: { reopen: 'open' } },
  },
})

const NOTIFY = ['ticket.created', 'ticket.transitioned', 'message.added', 'ticket.linked'] as const

/** The desk of the drill: a workflow with a timer, and an effect for most events. */
export const drillDesk = defineDesk({
  workflows: [workflow],
  access: defaultAccess(),
  effects: { notify: { on: NOTIFY } },
})

/** The events that clients send. */
export const EVENTS = ['nap', 'wake', 'solve', 'reopen', 'close'] as const

/** The effects that an event causes. */
export const effectsOf = ({ type }: EventRecord): readonly string[] =>
  NOTIFY.some((name) => name === type) ? ['notify'] : []

/** How long a ticket stays in a state before a timer moves it. */
export const timeoutMs = (state: string): number | null => (state === 'napping' ? NAP_MS : null)
