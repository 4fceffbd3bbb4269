import {
  defaultAccess,
  defineCalendar,
  defineDesk,
  defineWorkflow,
  type RuleInput,
  type SlaPolicyInput,
} from '@docket/core'
import { calendars } from '../calendars.js'
import { fields } from '../fields.js'
import { ASSUMPTIONS } from './assumptions.js'
import type { Kind } from './work.js'

const MORNING = [['09:00', '12:00']] as const

/** When somebody hands out what has come in. */
const handsOut = defineCalendar({
  timeZone: 'Asia/Shanghai',
  weekly: Object.fromEntries(ASSUMPTIONS.handsOut.weekdays.map((day) => [day, MORNING])),
})

/** What somebody adds to the desk by hand. */
export interface ManualParts {
  /** Whether what is not taken up and what is due soon is told. */
  readonly reminders?: boolean
  readonly rules?: readonly RuleInput[]
}

const flat = <const Id extends Kind>(id: Id) =>
  defineWorkflow({
    id,
    version: 1,
    initial: 'open',
    states: {
      open: { tags: ['open'], on: { wait: 'waiting', solve: 'solved' } },
      waiting: { tags: ['waiting', 'sla-paused'], on: { goOn: 'open' } },
      solved: {
        tags: ['solved'],
        on: { reopen: 'open', close: 'closed' },
        timeout: { after: { days: 7 }, send: 'close' },
      },
      closed: { tags: ['terminal'] },
    },
  })

const told = { action: 'notify', to: ['assignee'] } as const

/** Nobody is told unless reminders are asked for: an empty ladder is none. */
const promise = (reminders: boolean): SlaPolicyInput<never, 'normal', keyof typeof calendars> => ({
  id: 'standard',
  calendar: 'shanghai',
  targets: {
    ...(reminders && {
      acceptance: {
        within: { hours: 2 },
        escalate: [
          { after: {}, do: [told] },
          { after: { hours: 2 }, do: [told] },
        ],
      },
    }),
    resolution: {
      within: { hours: 54 },
      escalate: reminders ? [0.25, 0.5, 0.75, 0.9].map((used) => ({ used, do: [told] })) : [],
    },
  },
})

/**
 * The frozen baseline: the same promise and offices, but a ticket is just open. Which department has it, what has been done
 * and what is next, people tell each other; nobody is reminded, nothing is done by itself, and somebody hands out.
 */
export function manualDesk({ reminders = false, rules = [] }: ManualParts = {}) {
  return defineDesk({
    fields,
    personal: ['phone'],
    workflows: [flat('refund'), flat('repair'), flat('complaint')],
    calendars: { ...calendars, handsOut },
    sla: [promise(reminders)],
    effects: { refund: {} },
    rules: rules as never,
    reminders: { watched: false },
    access: defaultAccess(),
  })
}

export type ManualShape = NonNullable<ReturnType<typeof manualDesk>['$types']>
