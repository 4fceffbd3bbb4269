import type { Estimate } from '@docket/testkit'
import type { ArmFigures } from './compare.js'

const COLUMNS: readonly { readonly title: string; readonly cell: (figures: ArmFigures) => string }[] = [
  { title: 'overdue', cell: ({ overdue }) => percent(overdue) },
  { title: 'cycle, hours', cell: ({ cycle }) => number(cycle, 0) },
  { title: 'of by hand', cell: ({ cycleShare }) => percent(cycleShare) },
  { title: 'in transit', cell: ({ transit }) => percent(transit) },
  { title: 'commands', cell: ({ commands }) => number(commands, 1) },
  { title: 'of by hand', cell: ({ commandsShare }) => percent(commandsShare) },
  { title: 'look-ups', cell: ({ lookUps }) => number(lookUps, 1) },
  { title: 'forgotten', cell: ({ forgotten }) => number(forgotten, 1) },
]

/** The figures as a table in Markdown: means, with the 95 % interval where there are several seeds. */
export function figuresTable(figures: ReadonlyMap<string, ArmFigures>): string {
  const lines = [...figures].map(([name, of]) => [name, ...COLUMNS.map(({ cell }) => cell(of))])
  const head = ['arm', ...COLUMNS.map(({ title }) => title)]
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function percent(estimate: Estimate): string {
  return text(estimate, (value) => `${(100 * value).toFixed(0)}`, ' %')
}

function number(estimate: Estimate, digits: number): string {
  return text(estimate, (value) => value.toFixed(digits), '')
}

function text({ mean, low, high }: Estimate, write: (value: number) => string, unit: string): string {
  if (mean === null) return '–'
  const range = low === null || high === null ? '' : ` (${write(Math.max(0, low))}–${write(high)})`
  return `${write(mean)}${unit}${range}`
}
