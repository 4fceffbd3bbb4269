import type { Draw } from './draw.js'

/** How often one state followed another in a real log, with a pinch of what no workflow should allow. */
const NEXT: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  New: { New: 2778, Active: 961, Resolved: 565, 'Awaiting User Info': 260, 'Awaiting Problem': 27, Closed: 4 },
  Active: {
    Active: 3353,
    Resolved: 1108,
    'Awaiting User Info': 592,
    'Awaiting Problem': 51,
    'Awaiting Vendor': 14,
    New: 3,
  },
  'Awaiting User Info': {
    'Awaiting User Info': 1609,
    Resolved: 696,
    Active: 188,
    'Awaiting Problem': 14,
    'Awaiting Vendor': 3,
    'Awaiting Evidence': 2,
  },
  'Awaiting Problem': {
    'Awaiting Problem': 64,
    Resolved: 47,
    'Awaiting User Info': 32,
    Active: 14,
    Closed: 1,
  },
  'Awaiting Vendor': {
    'Awaiting Vendor': 19,
    Resolved: 11,
    'Awaiting User Info': 3,
    Active: 2,
    'Awaiting Evidence': 1,
  },
  'Awaiting Evidence': { 'Awaiting Evidence': 2, Resolved: 3 },
  Resolved: { Closed: 2466, Resolved: 74, Active: 46, 'Awaiting User Info': 4, 'Awaiting Problem': 2 },
  Closed: { end: 2465, Closed: 8, Active: 2, 'Awaiting User Info': 1 },
}

const FIRST = { New: 1814, Active: 552, Resolved: 82, 'Awaiting User Info': 16, 'Awaiting Problem': 1 }
const LONGEST = 60
const NO_STATE_SHARE = 1 / 3_000

/** The states of an incident's rows, in order, as labels of the log; now and then `-100`, which is none. */
export function drawLife(draw: Draw): string[] {
  const labels: string[] = []
  let state: string = draw.of(FIRST)
  if (draw.chance(NO_STATE_SHARE)) labels.push('-100')
  while (state !== 'end' && labels.length < LONGEST) {
    labels.push(state)
    if (draw.chance(NO_STATE_SHARE)) labels.push('-100')
    state = draw.of(NEXT[state] ?? { end: 1 })
  }
  return labels
}
