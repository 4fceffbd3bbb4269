import { createRequire } from 'node:module'
import { defineCalendar } from '@docket/core'
import { interleave, perSecond, type Work } from '../measure/interleave.js'
import { compared, type Report } from '../measure/row.js'
import { HOLIDAYS, type Office } from './offices.js'
import { HOUR_MS, INSTANTS, instantsIn, SPANS } from './questions.js'

/** What is used of moment, as moment-business-time extends it. */
interface Moment {
  addWorkingTime(count: number, unit: 'hours'): Moment
  clone(): Moment
  valueOf(): number
}

interface MomentLibrary {
  (instant: number): Moment
  updateLocale(name: string, data: object): void
}

interface SeriousTime {
  addWorkingTime(from: Moment, count: number, unit: 'hours'): Moment
}

interface SeriousLibrary {
  createInstance(moment: MomentLibrary, hours: object, holidays: readonly string[]): SeriousTime
}

const HOURS = ['09:00:00', '17:00:00']
const WORKING_HOURS = { 0: null, 1: HOURS, 2: HOURS, 3: HOURS, 4: HOURS, 5: HOURS, 6: null }
const PEERS = ['serious-business-time', 'moment-business-time'] as const
type Peer = (typeof PEERS)[number]

/** Adding open time, against the libraries from npm that get it right. They know the zone of the process only. */
export async function benchmarkPeers(report: Report, office: Office): Promise<void> {
  process.env['TZ'] = office.zone
  const peers = loadPeers()
  if (peers === null) return report.notRun(`${office.zone}, peers`, `${PEERS.join(' or ')} is not installed`)
  const { moment, serious } = peers
  const calendar = defineCalendar(office.input)
  const instants = instantsIn(office)
  const dates = Array.from(instants, (instant) => new Date(instant))
  const moments = Array.from(instants, (instant) => moment(instant))

  for (const span of ['1 h', '250 working days'] as const) {
    const milliseconds = SPANS[span]
    const duration = { hours: milliseconds / HOUR_MS }
    const adds: Record<Peer, (from: Moment) => Moment> = {
      'serious-business-time': (from) => serious.addWorkingTime(from, duration.hours, 'hours'),
      'moment-business-time': (from) => from.clone().addWorkingTime(duration.hours, 'hours'),
    }
    const peerWork = (peer: Peer): Work => {
      return (times) => {
        let sum = 0
        for (let index = 0; index < times; index += 1) sum += adds[peer](moments[index % INSTANTS] as Moment).valueOf()
        requireUsed(sum)
      }
    }
    const figures = await interleave({
      epoch: (times) => {
        let sum = 0
        for (let index = 0; index < times; index += 1) {
          sum += calendar.addMs(instants[index % INSTANTS] as number, milliseconds)
        }
        requireUsed(sum)
      },
      date: (times) => {
        let sum = 0
        for (let index = 0; index < times; index += 1) {
          sum += calendar.add(dates[index % INSTANTS] as Date, duration).getTime()
        }
        requireUsed(sum)
      },
      'serious-business-time': peerWork('serious-business-time'),
      'moment-business-time': peerWork('moment-business-time'),
    })
    for (const peer of PEERS) {
      const tried = span === '1 h' ? INSTANTS : 20
      const differing = moments.slice(0, tried).filter((from, index) => {
        return adds[peer](from).valueOf() !== calendar.addMs(instants[index] as number, milliseconds)
      })
      const common = { unit: 'adds/s', note: `answers of the peer that are not ours: ${differing.length} of ${tried}` }
      const theirs = perSecond(figures[peer])
      const name = `${office.zone}, add ${span}: ${peer}`
      const goal = span === '1 h' ? '>= 900' : null
      report.row({ case: `${name}, epoch ms`, ...compared(perSecond(figures.epoch), theirs), goal, ...common })
      report.row({ case: `${name}, Date`, ...compared(perSecond(figures.date), theirs), goal: null, ...common })
    }
  }
}

function requireUsed(sum: number): void {
  if (!(sum > 0)) throw new Error('Nothing was reckoned')
}

function loadPeers(): { moment: MomentLibrary; serious: SeriousTime } | null {
  const require = createRequire(import.meta.url)
  try {
    const moment = require('moment-business-time') as MomentLibrary
    moment.updateLocale('en', { workinghours: WORKING_HOURS, holidays: HOLIDAYS })
    const library = require('serious-business-time') as SeriousLibrary
    return { moment, serious: library.createInstance(moment, WORKING_HOURS, HOLIDAYS) }
  } catch {
    return null
  }
}
