import { DocketError, type Light, type SlaPolicyDefinition, type VerdictCounts } from '@docket/core'
import { defineIncidentDesk, type IncidentActor, LEVELS } from '../desk.js'
import type { LogSpan } from '../log/survey.js'
import type { Matrix } from '../matrix.js'

/** A policy as data: within how many seconds of which calendar, by target and priority. */
export interface PolicyFigures {
  readonly id: string
  readonly version: number
  readonly calendar: object
  readonly targets: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** How the lights stood at an instant. */
export interface LightFigures {
  readonly at: Date
  readonly counts: Readonly<Record<Light, number>>
}

/** How the log does under the desk's policies; the README says what each figure means. */
export interface SlaFigures {
  readonly policies: readonly PolicyFigures[]
  readonly verdicts: VerdictCounts
  /** Met, of all that were judged; null where nothing was. */
  readonly metShare: number | null
  readonly breachesByPriority: Readonly<Record<string, number>>
  readonly pausedShare: number
  readonly lights: LightFigures
}

/** What the command line asks for. */
export interface SlaQuestion {
  readonly matrix: Matrix
  readonly span: LogSpan
  /** When to look at the lights; when the log's last incident began, if null. */
  readonly at: Date | null
}

/**
 * Rehearses the imported log under the desk's own policies: every incident in the order of time, up to the log's end.
 * Null when the log is too long for that; `say` is told.
 */
export async function slaFigures(
  lead: Pick<IncidentActor, 'rehearse'>,
  { matrix, span, at }: SlaQuestion,
  say: (sentence: string) => void,
): Promise<SlaFigures | null> {
  const rehearsed = async (until: Date) => {
    const { pausedShare, after } = await lead.rehearse({ since: span.begin, until, change: {}, limit: 0 })
    return { pausedShare, ...after }
  }
  try {
    // What lies at the end itself is history too.
    const whole = await rehearsed(new Date(span.end.getTime() + 1))
    const { verdicts, metShare, pausedShare } = whole
    const seen = LEVELS.flatMap((level): [string, number][] => {
      const counts = whole.byPriority[level]
      return counts ? [[level, counts.breached]] : []
    })
    const lightsAt = at ?? span.lastBegin
    return {
      policies: policiesOf(matrix),
      verdicts,
      metShare,
      breachesByPriority: Object.fromEntries(seen),
      pausedShare,
      lights: { at: lightsAt, counts: (await rehearsed(new Date(lightsAt.getTime() + 1))).lights },
    }
  } catch (error) {
    if (!DocketError.is(error, 'LIMIT_EXCEEDED')) throw error
    say(`The SLA is left out: ${error.message}`)
    return null
  }
}

function policiesOf(matrix: Matrix): PolicyFigures[] {
  const { calendars, sla } = defineIncidentDesk(matrix).model
  return sla.policies.map(({ definition }): PolicyFigures => {
    const { id, version, targets } = definition
    const [name] = Object.values(targets).map(({ calendar }) => calendar)
    const calendar = typeof name === 'string' ? { id: name, ...calendars.get(name)?.definition } : {}
    return { id, version, calendar, targets: secondsOf(targets) }
  })
}

function secondsOf(targets: SlaPolicyDefinition['targets']): PolicyFigures['targets'] {
  return Object.fromEntries(
    Object.entries(targets).map(([target, { within, byPriority }]) => {
      return [target, Object.fromEntries(LEVELS.map((level) => [level, (byPriority[level] ?? within) / 1_000]))]
    }),
  )
}
