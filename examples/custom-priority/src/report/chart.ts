import { escaped, inLine, type Text } from './html.js'

/** A bar of a chart, as long as its share of the picture, with what it says at its end. */
export interface Bar {
  /** `before` or `after`: what it is coloured by. */
  readonly side: 'before' | 'after'
  /** From 0 to 1. */
  readonly length: number
  readonly label: string
}

/** Bars that belong together. */
export interface BarGroup {
  readonly name: Text
  readonly bars: readonly Bar[]
}

/** Room at the bars' ends for what they say, so that it is readable on a phone as well. */
const LONGEST = 62
const [NAME, BAR, GAP] = [20, 18, 12]

/**
 * Draws groups of bars below each other. Lengths are shares of the picture's width and text is not scaled, so that it is
 * as readable on a phone as on paper.
 */
export function barChart(id: string, title: Text, groups: readonly BarGroup[]): string {
  let y = 0
  const parts = groups.flatMap(({ name, bars }) => {
    y += NAME
    const label = `<text x="0" y="${y - 6}">${inLine(name)}</text>`
    const drawn = bars.map(({ side, length, label: told }) => {
      const width = (Math.max(0, Math.min(1, length)) * LONGEST).toFixed(2)
      const rect = `<rect class="${side}" x="0" y="${y}" width="${width}%" height="${BAR - 4}" rx="2"/>`
      const text = `<text class="quiet" x="${width}%" dx="6" y="${y + BAR - 7}">${escaped(told)}</text>`
      y += BAR
      return rect + text
    })
    y += GAP
    return [label, ...drawn]
  })
  const described = groups.map(
    ({ name, bars }) => `${name.en}: ${bars.map(({ side, label }) => `${side} ${label}`).join(', ')}.`,
  )
  return [
    `<svg class="chart" width="100%" height="${y}" role="img" aria-labelledby="${id}-title ${id}-about">`,
    `<title id="${id}-title">${inLine(title)}</title>`,
    `<desc id="${id}-about">${escaped(described.join(' '))}</desc>`,
    ...parts,
    '</svg>',
  ].join('\n')
}
