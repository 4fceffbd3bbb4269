import type { DefinitionReference, PerTarget, SlaProgress, SlaPromise, SlaTarget, TicketSla } from '@docket/core/store'

/** A copy of a ticket's promises. */
export function copySla(sla: TicketSla): TicketSla {
  return {
    promise: sla.promise && copyPromise(sla.promise),
    former: sla.former && copyPromise(sla.former),
    since: sla.since,
    inherited: sla.inherited && { ...sla.inherited },
    progress: copyPerTarget(sla.progress, copyProgress),
    formerProgress: copyPerTarget(sla.formerProgress, copyProgress),
  }
}

function copyPromise({ policy, calendars }: SlaPromise): SlaPromise {
  return { policy: copyReference(policy), calendars: copyPerTarget(calendars, (one) => one && copyReference(one)) }
}

const copyReference = ({ id, version }: DefinitionReference): DefinitionReference => ({ id, version })

const copyProgress = (progress: SlaProgress): SlaProgress => ({ ...progress, steps: progress.steps.slice() })

function copyPerTarget<Value>(targets: PerTarget<Value>, copy: (value: Value) => Value): PerTarget<Value> {
  const copies: { [Target in SlaTarget]?: Value } = {}
  for (const target of Object.keys(targets) as SlaTarget[]) {
    const value = targets[target]
    if (value !== undefined) copies[target] = copy(value)
  }
  return copies
}
