/** Customers in Europe are served by Berlin's hours, all others by Shanghai's. */
const byLocale = { by: 'locale', of: { de: 'berlin', en: 'berlin', fr: 'berlin' }, otherwise: 'shanghai' } as const
const byTeam = {
  by: 'team',
  of: { berlin: 'berlin', operations: 'wall', engineering: 'wall' },
  otherwise: 'shanghai',
} as const

/** Who hears, and when, that something is not taken up. */
const unaccepted = [
  { after: {}, do: [{ action: 'notify', to: ['assignee'], kind: 'please-accept' }] },
  { after: { hours: 2 }, do: [{ action: 'notify', to: ['assignee', 'lead'], kind: 'nobody-accepts' }] },
] as const

/** Who hears, and when, that a stage is late. */
const lateStage = [
  { used: 0.75, do: [{ action: 'notify', to: ['assignee'], kind: 'stage-due-soon' }] },
  { after: {}, do: [{ action: 'notify', to: ['assignee', 'lead'], kind: 'stage-late' }] },
  {
    after: { hours: 4 },
    do: [
      { action: 'raisePriority' },
      { action: 'notify', to: ['departmentHead', 'coordinator'], kind: 'stage-very-late' },
    ],
  },
] as const

/** What customers are promised, and each department promises the others. The first that fits a ticket is its own. */
export const promises = [
  {
    id: 'outage',
    when: { workflow: 'incident' },
    targets: { stage: { escalate: lateStage }, resolution: { within: { hours: 24 } } },
  },
  {
    id: 'valued',
    when: { tier: 'vip' },
    calendar: byLocale,
    targets: {
      acceptance: { within: { minutes: 30 }, calendar: byTeam, escalate: unaccepted },
      firstResponse: { within: { hours: 1 } },
      nextResponse: { within: { hours: 3 } },
      stage: { calendar: byTeam, escalate: lateStage },
      resolution: { within: { hours: 36 } },
    },
  },
  {
    id: 'standard',
    calendar: byLocale,
    targets: {
      acceptance: { within: { hours: 2 }, calendar: byTeam, escalate: unaccepted },
      firstResponse: { within: { hours: 4 }, byPriority: { urgent: { hours: 1 } } },
      nextResponse: { within: { hours: 9 } },
      stage: { calendar: byTeam, escalate: lateStage },
      resolution: { within: { hours: 54 } },
    },
  },
] as const
