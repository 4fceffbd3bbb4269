import type { TicketView } from '@docket/core'
import type { Shape } from './shapes.js'

type Test = (ticket: TicketView) => boolean
type Given = Shape['when']

/** The conditions of this benchmark compiled into closures, as briefly as somebody would who needs no more than these. */
export function closuresOf({ any, not, fields = {}, ...plain }: Given): Test {
  const tests: Test[] = Object.entries(plain).map(([name, wanted]) => {
    if (name === 'tag') return (ticket) => ticket.tags.includes(wanted as string)
    if (name === 'tier') return (ticket) => ticket.requester.tier === wanted
    const key = name as 'priority' | 'category' | 'phase'
    return (ticket) => ticket[key] === wanted
  })
  for (const [name, wanted] of Object.entries(fields)) tests.push(fieldOf(name, wanted))
  if (any) {
    const some = any.map((one) => closuresOf(one as Given))
    tests.push((ticket) => some.some((test) => test(ticket)))
  }
  if (not) {
    const test = closuresOf(not as Given)
    tests.push((ticket) => !test(ticket))
  }
  return (ticket) => tests.every((test) => test(ticket))
}

function fieldOf(name: string, wanted: unknown): Test {
  if (Array.isArray(wanted)) {
    const values = new Set<unknown>(wanted)
    return ({ fields }) => values.has(fields[name])
  }
  if (typeof wanted === 'object' && wanted !== null && 'atLeast' in wanted) {
    const { atLeast } = wanted as { readonly atLeast: number }
    return ({ fields }) => (fields[name] as number) >= atLeast
  }
  return ({ fields }) => fields[name] === wanted
}
