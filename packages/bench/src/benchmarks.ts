import type { DeskCommand } from './command/desk-commands.js'
import type { Report } from './measure/row.js'

/** What the command line asks of a benchmark. */
export interface BenchmarkOptions {
  /** Also what takes minutes to fill. */
  readonly large: boolean
}

/** Measures something and reports rows. */
export type Part = (report: Report, options: BenchmarkOptions) => Promise<void>

/**
 * All benchmarks by name, each of parts that run in processes of their own: none inherits another's heap or compiled
 * code, and a missing peer of one stops no other.
 */
export const benchmarks: Readonly<Record<string, Readonly<Record<string, Part>>>> = {
  step: {
    step: async (report) => (await import('./step/bench.js')).benchmarkStep(report),
  },
  command: {
    send: deskCommand('send'),
    create: deskCommand('create'),
    fullSend: deskCommand('send with priority and routing'),
    fullCreate: deskCommand('create with priority and routing'),
    insert: async (report) => (await import('./command/store-insert.js')).benchmarkStoreInsert(report),
    scale: async (report) => (await import('./command/scale.js')).benchmarkScale(report),
  },
  calendar: {
    shanghai: calendar('shanghai'),
    newYork: calendar('newYork'),
    shanghaiCompile: compile('shanghai', 'ours <= 0.15 ms'),
    newYorkCompile: compile('newYork', 'ours <= 0.3 ms'),
    memory: async (report) => {
      const { benchmarkCalendarMemory } = await import('./calendar/memory.js')
      benchmarkCalendarMemory(report, (await import('./calendar/offices.js')).newYork)
    },
    shanghaiPeers: peers('shanghai'),
    newYorkPeers: peers('newYork'),
  },
  routing: {
    routing: async (report) => (await import('./routing/bench.js')).benchmarkRouting(report),
    elsewhere: async (report) => (await import('./routing/bench.js')).benchmarkRoutingElsewhere(report),
  },
  priority: {
    priority: async (report) => (await import('./priority/bench.js')).benchmarkPriority(report),
  },
  rules: {
    rules: async (report) => (await import('./rules/bench.js')).benchmarkRules(report),
  },
  timers: {
    outbox: async (report) => (await import('./timers/outbox.js')).benchmarkOutbox(report),
    snapshot: async (report) => (await import('./timers/snapshot.js')).benchmarkSnapshot(report),
    minute: async (report) => (await import('./timers/minute.js')).benchmarkMinute(report),
  },
  http: {
    memory: async (report) => (await import('./http/bench.js')).benchmarkHttp(report),
    postgres: async (report) => (await import('./http/postgres.js')).benchmarkHttpPostgres(report),
  },
  widget: {
    widget: async (report) => (await import('./widget/bench.js')).benchmarkWidget(report),
  },
  stream: {
    hundred: async (report) => (await import('./stream/bench.js')).benchmarkStream(report, 100),
    thousand: async (report) => (await import('./stream/bench.js')).benchmarkStream(report, 1_000),
    tenThousand: async (report) => (await import('./stream/bench.js')).benchmarkManyStreams(report),
  },
  'pg-write': {
    write: async (report, options) => (await import('./postgres/write.js')).benchmarkWrites(report, options),
  },
  'pg-import': {
    import: async (report) => (await import('./postgres/import.js')).benchmarkImport(report),
  },
  'pg-list': {
    list: async (report, options) => (await import('./postgres/list.js')).benchmarkLists(report, options),
  },
}

function deskCommand(command: DeskCommand): Part {
  return async (report) => (await import('./command/desk-commands.js')).benchmarkDeskCommand(report, command)
}

type OfficeName = 'shanghai' | 'newYork'

function calendar(office: OfficeName): Part {
  return async (report) => {
    const offices = await import('./calendar/offices.js')
    await (await import('./calendar/bench.js')).benchmarkCalendar(report, offices[office])
  }
}

function compile(office: OfficeName, goal: string): Part {
  return async (report) => {
    const offices = await import('./calendar/offices.js')
    await (await import('./calendar/compile.js')).benchmarkCompile(report, offices[office], goal)
  }
}

function peers(office: OfficeName): Part {
  return async (report) => {
    const offices = await import('./calendar/offices.js')
    await (await import('./calendar/peers.js')).benchmarkPeers(report, offices[office])
  }
}
