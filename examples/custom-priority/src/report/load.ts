import { scaleQuantize } from 'd3-scale'
import type { Rehearsed } from '../rehearse.js'
import { both, escaped, inLine, paragraph, section, type Text } from './html.js'
import { type TeamLoad, type TeamLoads, teamLoads } from './team-loads.js'
import { whole } from './words.js'

const HEADING: Text = { en: 'Load per team and hour', zh: '各团队每小时的负载' }
const SHOWN = 10
const SHADES = ['shade-1', 'shade-2', 'shade-3', 'shade-4', 'shade-5'] as const
const [NAME, CELL, GAP, AXIS] = [20, 20, 12, 18]

/** How much the busiest teams were given at which hour of the day, before and after, as a map of heat and as a table. */
export function load({ rehearsal: { before, after } }: Rehearsed): string {
  const teams = teamLoads(before, after)
  const shown = teams.slice(0, SHOWN)
  const count = {
    en: `the ${shown.length} busiest of ${whole(teams.length)} teams`,
    zh: `最忙的 ${shown.length} 个团队，共 ${whole(teams.length)} 个`,
  }
  return section('load', HEADING, [
    paragraph({
      en: `Tickets given out by hour of the day (UTC), all days together: ${count.en}. The upper row of a team is today, the lower one after the change; beside its name, the most that it held at once.`,
      zh: `按一天中的小时（UTC）统计的分派量，各日合计：${count.zh}。每个团队上行为现状，下行为变更后；名称旁为同时在手的最大数。`,
    }),
    heatMap(shown),
    figures(shown),
  ])
}

function heatMap(teams: readonly TeamLoads[]): string {
  const most = Math.max(1, ...teams.flatMap(({ before, after }) => [...before.assigned, ...after.assigned]))
  const shade = scaleQuantize([0, most], SHADES)
  let y = 0
  const parts = teams.flatMap((one) => {
    y += NAME
    const label = `<text x="0" y="${y - 6}">${escaped(nameOf(one))} <tspan class="quiet">≤ ${one.before.mostHeld} → ${one.after.mostHeld}</tspan></text>`
    const rows = [one.before, one.after].map(({ assigned }) => {
      const row = assigned.map((count, hour) => cell(count, hour, y, count === 0 ? 'shade-0' : shade(count)))
      y += CELL
      return row.join('')
    })
    y += GAP
    return [label, ...rows]
  })
  const ticks = [0, 6, 12, 18].map(
    (hour) => `<text class="quiet" x="${at(hour)}" y="${y + AXIS - 8}">${hour}:00</text>`,
  )
  const described = teams.map(
    (one) =>
      `${nameOf(one)}: ${whole(one.before.total)} before, ${whole(one.after.total)} after, at most ${one.before.mostHeld} and ${one.after.mostHeld} held at once.`,
  )
  return [
    `<svg class="chart" width="100%" height="${y + AXIS}" role="img" aria-labelledby="load-title load-about">`,
    `<title id="load-title">${inLine(HEADING)}</title>`,
    `<desc id="load-about">${escaped(described.join(' '))}</desc>`,
    ...parts,
    ...ticks,
    '</svg>',
  ].join('\n')
}

const at = (hour: number) => `${((hour / 24) * 100).toFixed(2)}%`

function cell(count: number, hour: number, y: number, shade: string): string {
  const size = `width="${(100 / 24 - 0.25).toFixed(2)}%" height="${CELL - 2}"`
  const number =
    count === 0 ? '' : `<text class="in-cell ${shade}" x="${at(hour + 0.47)}" y="${y + CELL - 6}">${count}</text>`
  return `<rect class="${shade}" x="${at(hour)}" y="${y}" ${size}/>${number}`
}

function nameOf({ team }: TeamLoads): string {
  return team === '' ? '–' : team
}

/** The same as numbers, for whoever does not see colours, or wants to know. */
function figures(teams: readonly TeamLoads[]): string {
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  const sides = [
    { side: 'before', name: { en: 'today', zh: '现状' } },
    { side: 'after', name: { en: 'after', zh: '变更后' } },
  ] as const
  const row = (one: TeamLoads, name: Text, { assigned }: TeamLoad) => {
    const cells = assigned.map((count) => `<td>${count}</td>`).join('')
    return `<tr><th scope="row">${escaped(nameOf(one))} ${both(name)}</th>${cells}</tr>`
  }
  return [
    `<details><summary>${both({ en: 'The same as numbers', zh: '数字表' })}</summary>`,
    `<div class="wide" role="region" tabindex="0" aria-label="${inLine({ en: 'Load in numbers', zh: '负载数字' })}">`,
    `<table class="numbers"><caption>${both({ en: 'Tickets given out by hour', zh: '每小时分派量' })}</caption>`,
    `<thead><tr><th scope="col">${both({ en: 'Team', zh: '团队' })}</th>${hours.map((hour) => `<th scope="col">${hour}</th>`).join('')}</tr></thead>`,
    `<tbody>${teams.flatMap((one) => sides.map(({ side, name }) => row(one, name, one[side]))).join('\n')}</tbody></table>`,
    '</div></details>',
  ].join('\n')
}
