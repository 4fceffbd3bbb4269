import type { TicketRecord } from '@docket/core/store'
import { type ActorScope, type AnyEventObject, createEmptyActor, setup } from 'xstate'

/** The same workflow as somebody writes it who uses XState alone. */
export const machine = setup({
  types: {
    context: {} as { ticket: TicketRecord; role: string },
    input: {} as { ticket: TicketRecord; role: string },
    events: {} as AnyEventObject,
  },
  guards: {
    hasTeam: ({ context }) => context.ticket.team !== null,
    answered: ({ context }, { times }: { times: number }) => context.ticket.facts.agentMessages >= times,
    role: ({ context }, { roles }: { roles: readonly string[] }) => roles.includes(context.role),
    escalatedSolve: ({ context }) => context.ticket.team !== null && context.ticket.facts.agentMessages >= 1,
  },
  actions: { mail: () => {}, page: () => {} },
}).createMachine({
  context: ({ input }) => input,
  initial: 'new',
  states: {
    new: { on: { triage: { target: 'triaged', guard: 'hasTeam' }, reject: 'closed' } },
    triaged: { on: { start: 'inProgress', wait: 'waitingForVendor', reject: 'closed' } },
    inProgress: {
      on: {
        ask: { target: 'waitingForCustomer', actions: 'mail' },
        order: 'waitingForVendor',
        escalate: {
          target: 'escalated',
          guard: { type: 'role', params: { roles: ['agent', 'lead'] } },
          actions: 'page',
        },
        solve: { target: 'solved', guard: { type: 'answered', params: { times: 1 } }, actions: 'mail' },
      },
    },
    waitingForCustomer: {
      on: {
        answer: { target: 'inProgress', guard: { type: 'role', params: { roles: ['requester', 'agent', 'lead'] } } },
        giveUp: { target: 'closed', guard: { type: 'role', params: { roles: ['lead'] } } },
      },
    },
    waitingForVendor: { on: { deliver: 'inProgress' } },
    escalated: {
      on: {
        handBack: 'inProgress',
        solve: [
          { target: 'closed', guard: { type: 'answered', params: { times: 5 } } },
          { target: 'solved', guard: 'escalatedSolve' },
        ],
      },
    },
    solved: {
      on: {
        reopen: { target: 'inProgress', guard: { type: 'role', params: { roles: ['requester', 'agent', 'lead'] } } },
        close: { target: 'closed', guard: { type: 'role', params: { roles: ['requester', 'agent', 'lead'] } } },
      },
    },
    closed: {
      on: { reopen: { target: 'inProgress', guard: { type: 'role', params: { roles: ['agent', 'lead'] } } } },
    },
  },
})

type Scope = ActorScope<ReturnType<typeof machine.getInitialSnapshot>, AnyEventObject>

/** One scope for all steps, in which nothing runs: the fastest way to step a machine without an actor. */
export function keptScope(): Scope {
  const self = createEmptyActor()
  return {
    self: self as unknown as Scope['self'],
    system: self.system,
    id: '',
    sessionId: '',
    logger: () => {},
    defer: () => {},
    emit: () => {},
    stopChild: () => {},
    actionExecutor: () => {},
  }
}
