import * as z from 'zod'
import { time, when } from './values.js'

const on = { seq: z.int(), at: time }
const line = <Shape extends z.core.$ZodShape>(type: string, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...shape, ...on })

const why = z.enum([
  'paused',
  'resumed',
  'reopened',
  'priority',
  'category',
  'team',
  'stage',
  'state',
  'details',
  'policy',
])

const entry = z
  .union([
    line('created', { state: z.string() }),
    line('state', { from: z.string(), to: z.string(), phase: z.enum(['open', 'waiting', 'solved', 'terminal']) }),
    line('stage', { name: z.string(), number: z.int() }),
    line('assigned', { agent: z.string().nullable() }),
    line('expected', { of: z.enum(['answer', 'solution']), from: when, to: when, why }),
    line('nudged', { number: z.int() }),
    line('rated', { score: z.int() }),
    line('merged', { into: z.string() }),
    line('unmerged', {}),
  ])
  .meta({ id: 'TimelineEntry' })

/** A page of what a requester may know of a ticket's past, and what agents are called, by id. */
export const timelineSchema = z
  .strictObject({
    items: z.array(entry),
    next: z.string().nullable(),
    agents: z.array(z.string()),
    names: z.record(z.string(), z.string()),
  })
  .meta({ id: 'TimelinePage' })
