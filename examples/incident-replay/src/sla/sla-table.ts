import type { LightFigures, SlaFigures } from './sla-figures.js'

/** Lays the SLA's figures out for a terminal. The same figures give the same text. */
export function formatSla({
  policies,
  verdicts,
  metShare,
  breachesByPriority,
  pausedShare,
  lights,
}: SlaFigures): string {
  const lines: [string, string][] = [
    ...policies.flatMap(({ targets }) =>
      Object.entries(targets).map(([target, seconds]): [string, string] => {
        return [
          `Promised ${target}`,
          listOf(Object.entries(seconds).map(([level, span]) => [level, `${span / 3_600} h`])),
        ]
      }),
    ),
    ['Kept', metShare === null ? 'none' : `${percent(metShare)} of ${whole(verdicts.met + verdicts.breached)} judged`],
    ['Broken', listOf(Object.entries(breachesByPriority).map(([level, count]) => [level, whole(count)])) || 'none'],
    ['Paused before resolution', percent(pausedShare)],
    [
      `Lights at ${minuteOf(lights)}`,
      listOf(Object.entries(lights.counts).map(([light, count]) => [light, whole(count)])),
    ],
  ]
  const width = Math.max(...lines.map(([name]) => name.length))
  return `${['SLA, in business hours: Monday to Friday, 08:00 to 18:00 UTC', ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join('\n')}\n`
}

/** The SLA's figures as `--json` gives them: the lights only where they were asked for. */
export function slaToJson(sla: SlaFigures | null, at: Date | null) {
  if (sla === null) return null
  const { policies, metShare, breachesByPriority, pausedShare, lights } = sla
  return { policies, metShare, breachesByPriority, pausedShare, ...(at !== null && { lights }) }
}

const whole = (value: number) => value.toLocaleString('en-US')
const percent = (share: number) => `${(share * 100).toFixed(2)} %`
const listOf = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([name, value]) => `${name} ${value}`).join(', ')
const minuteOf = ({ at }: LightFigures) => `${at.toISOString().slice(0, 16)}Z`
