import { expect, it } from 'vitest'
import { formatRouting, routingToJson } from './routing-table.js'

const figures = {
  n: 1_622,
  top1: 0.6688,
  top3: 0.8087,
  frequent: { top1: 0.2733, top3: null },
  sure: { n: 485, right: 0.7588 },
}

it('lays the figures out', () => {
  expect(formatRouting(figures)).toBe(`Routing, learnt from the incidents opened in the earlier 70 %
  Judged                      1,622 incidents, the later 30 % as far as their final group is known
  Final group predicted       66.88 % first, 80.87 % among the first three
  By frequency alone          27.33 % first, none among the first three
  Sure enough not to abstain  485, of which right 75.88 %
`)
})

it('gives as JSON how many were judged and how well', () => {
  expect(routingToJson(figures)).toEqual({ n: 1_622, top1: 0.6688, top3: 0.8087 })
  expect(routingToJson(null)).toBeNull()
})
