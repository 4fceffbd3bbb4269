import { interleave, perSecond, type Work } from '../measure/interleave.js'
import { compared, type Report } from '../measure/row.js'
import { scoreByHand, Top } from './by-hand.js'
import { KeptLevels } from './minute.js'
import { LONGEST_WAIT_MS, NOW, type PlainTicket, plainTickets, policy, promiseOf, recordOf } from './tickets.js'

const TOP = 50
const SIZES = [10_000, 100_000] as const
const UNIT = 'lists/s'

/** The 50 most urgent of many open tickets: all rescored, and levels kept as a desk does, against the same by hand. */
export async function benchmarkPriority(report: Report): Promise<void> {
  requireAgreement(plainTickets(2_000))
  const figures = await interleave(
    Object.fromEntries(
      SIZES.flatMap((size) => {
        const plain = plainTickets(size)
        return [
          [`decide ${size}`, decided(plain)],
          [`minute ${size}`, minutes(plain)],
          [`change ${size}`, changes(plain)],
          [`heap ${size}`, rescored(plain)],
          [`kept ${size}`, kept(plain)],
          [`sort ${size}`, sorted(plain)],
        ]
      }),
    ),
  )
  const series = (name: string) => perSecond(figures[name] ?? [])
  const row = (size: number, what: string, name: string, against: string, goal: string | null) =>
    report.row({
      case: `top ${TOP} of ${size}, ${what}`,
      ...compared(series(`${name} ${size}`), series(`${against} ${size}`)),
      goal,
      unit: UNIT,
    })
  const heap = 'a heap of all rescored by hand'
  for (const size of SIZES) {
    row(size, `levels kept, a minute later: ${heap}`, 'minute', 'heap', '>= 0.5')
    row(size, 'levels kept, a minute later: a heap of scores kept by hand', 'minute', 'kept', null)
    row(size, 'levels kept, a minute later: map + sort by hand', 'minute', 'sort', null)
    row(size, `levels kept, one change later: ${heap}`, 'change', 'heap', null)
    row(size, `all decided anew, with reasons and the next change: ${heap}`, 'decide', 'heap', '>= 0.5')
  }
  report.row({
    case: 'one change and the top 50: time for 100000 to time for 10000',
    ...compared(figures['change 100000'] ?? [], figures['change 10000'] ?? []),
    goal: null,
    unit: 'µs',
    note: 'both are ours; no other ticket is touched',
  })
}

// Each loop is written out: a shared one would call its work through a pointer.

function decided(plain: readonly PlainTicket[]): Work {
  const tickets = plain.map(recordOf)
  const promises = tickets.map(promiseOf)
  const top = new Top(TOP)
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      top.clear()
      tickets.forEach((ticket, place) => {
        const { reasons } = policy.decide(ticket, NOW + index, promises[place] ?? promiseOf(ticket))
        const judged = reasons.find(({ code }) => code === 'score')
        top.offer(Number(judged?.['score']), place)
      })
      requireFull(top)
    }
  }
}

function minutes(plain: readonly PlainTicket[]): Work {
  const desk = new KeptLevels(plain)
  const first: number[] = []
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      desk.pass()
      desk.top(TOP, first)
      if (first.length !== TOP) throw new Error(`The list has ${first.length} tickets`)
    }
  }
}

function changes(plain: readonly PlainTicket[]): Work {
  const desk = new KeptLevels(plain)
  const first: number[] = []
  let place = 0
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      place = (place + 7_919) % plain.length
      desk.decide(place)
      desk.top(TOP, first)
      if (first.length !== TOP) throw new Error(`The list has ${first.length} tickets`)
    }
  }
}

function rescored(plain: readonly PlainTicket[]): Work {
  const top = new Top(TOP)
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      top.clear()
      for (let place = 0; place < plain.length; place += 1) {
        top.offer(scoreByHand(plain[place] as PlainTicket, NOW + index), place)
      }
      requireFull(top)
    }
  }
}

function kept(plain: readonly PlainTicket[]): Work {
  const scores = Float64Array.from(plain, (ticket) => scoreByHand(ticket, NOW))
  const top = new Top(TOP)
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      const changed = index % plain.length
      scores[changed] = scoreByHand(plain[changed] as PlainTicket, NOW + index)
      top.clear()
      for (let place = 0; place < plain.length; place += 1) top.offer(scores[place] as number, place)
      requireFull(top)
    }
  }
}

function sorted(plain: readonly PlainTicket[]): Work {
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      const scored = plain.map((ticket, place) => ({ place, score: scoreByHand(ticket, NOW + index) }))
      const first = scored.sort((one, other) => other.score - one.score).slice(0, TOP)
      if (first.length !== TOP) throw new Error(`The list has ${first.length} tickets`)
    }
  }
}

function requireFull({ scores }: Top): void {
  if (!((scores[0] as number) > 0)) throw new Error('Nothing was scored')
}

/** The score by hand is the policy's, and levels that are kept are those that would be decided now. */
function requireAgreement(plain: readonly PlainTicket[]): void {
  for (const [number, ticket] of plain.entries()) {
    const record = recordOf(ticket, number)
    const { reasons } = policy.decide(record, NOW, promiseOf(record))
    const score = Number(reasons.find(({ code }) => code === 'score')?.['score'])
    const byHand = scoreByHand(ticket, NOW)
    if (!(Math.abs(score - byHand) < 1e-5)) throw new Error(`Ticket ${number}: ${score}, by hand ${byHand}`)
  }
  const desk = new KeptLevels(plain)
  for (let minute = 1; minute <= LONGEST_WAIT_MS / 60_000; minute += 1) desk.pass()
  desk.requireKept()
}
