import type { EventRecord } from '@docket/core/store'

/** What the events about promises tell, as far as it is looked at here. */
interface Told {
  readonly target: string
  readonly cycle: number
  readonly former: boolean
  readonly dueAt: number | null
  readonly endedAt: number
  readonly step: string
  readonly policy: { readonly id: string }
  readonly at: number
  readonly keepsFormer: boolean
}

type Verdict = 'met' | 'breached' | 'completed'

/**
 * What is wrong with the promises that a log tells of: each run of a target was judged at most once, met only in time
 * and never after it was breached, breached only once it was due, completed only after that; and each step of a ladder
 * of a policy was taken at most once in a run, and none before its instant.
 */
export function slaProblems(name: string, events: readonly EventRecord[]): string[] {
  const problems: string[] = []
  const steps = new Set<string>()
  const verdicts = new Map<string, Verdict>()
  let formerVerdicts = new Map<string, Verdict>()
  for (const { seq, type, occurredAt, data } of events) {
    const told = data as unknown as Told
    const run = `${told.target} ${told.cycle}`
    const problem = (what: string) => problems.push(`${name}: event ${seq}, ${type} of ${run}, ${what}`)
    if (type === 'sla.applied') {
      if (!told.keepsFormer) continue
      // What has been settled until now counts for the promise that is kept beside the new one; what has not ended is
      // judged anew under that.
      formerVerdicts = new Map(verdicts)
      for (const [known, verdict] of verdicts) if (verdict === 'breached') verdicts.delete(known)
    } else if (type === 'sla.escalated') {
      const step = `${run} ${told.policy.id} ${told.step}`
      if (steps.has(step)) problem(`takes the step ${told.step} again`)
      if (occurredAt < told.at) problem(`is from ${told.at - occurredAt} ms before its instant`)
      steps.add(step)
    } else {
      const [, verdict] = VERDICTS.find(([known]) => known === type) ?? []
      if (verdict === undefined) continue
      const given = told.former ? formerVerdicts : verdicts
      const wrong = unsound(verdict, given.get(run), told, occurredAt)
      if (wrong !== null) problem(wrong)
      given.set(run, verdict)
    }
  }
  return problems
}

const VERDICTS: readonly (readonly [type: string, verdict: Verdict])[] = [
  ['sla.met', 'met'],
  ['sla.breached', 'breached'],
  ['sla.completed', 'completed'],
]

function unsound(verdict: Verdict, before: Verdict | undefined, told: Told, occurredAt: number): string | null {
  const { dueAt, endedAt } = told
  if (verdict === 'completed') return before === 'breached' ? null : `follows ${before ?? 'nothing'}`
  if (before !== undefined) return `follows ${before}`
  if (verdict === 'met') return dueAt !== null && endedAt > dueAt ? `ended ${endedAt - dueAt} ms too late` : null
  return dueAt === null || occurredAt <= dueAt ? 'was not due yet' : null
}
