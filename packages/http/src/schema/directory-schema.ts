import * as z from 'zod'
import { actor, idOf, instant, name, text, time } from './values.js'

const whole = z.int().min(0).max(10_000)

/** An agent, as the directory has it. */
export const agentSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    teams: z.array(z.string()),
    capacity: z.int().nullable(),
    channels: z.record(z.string(), z.int()),
    status: z.enum(['present', 'away', 'removed']),
    shift: z.string().nullable(),
    vacations: z.array(z.strictObject({ from: time, to: time })),
    skills: z.record(z.string(), z.int()),
    languages: z.array(z.string()),
    manager: z.string().nullable(),
    authority: z.number().nullable(),
    rating: z.number().nullable(),
    weight: z.number(),
  })
  .meta({ id: 'Agent' })

/** A team. */
export const teamSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    lead: z.string().nullable(),
    department: z.string().nullable(),
    status: z.enum(['active', 'removed']),
  })
  .meta({ id: 'Team' })

/** A department. */
export const departmentSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    head: z.string().nullable(),
    parent: z.string().nullable(),
    status: z.enum(['active', 'removed']),
  })
  .meta({ id: 'Department' })

/** Every version of an entry. */
export const versionsOf = <Entry extends z.ZodType>(entry: Entry) =>
  z.strictObject({ items: z.array(z.strictObject({ version: z.int(), changedAt: time, by: actor, entry })) })

/** An agent to put, without the id, which is in the path. */
export const agentInput = z.strictObject({
  name: text(200),
  teams: z.array(idOf('team')).max(100).exactOptional(),
  capacity: whole.nullable().exactOptional(),
  channels: z.record(name, whole).exactOptional(),
  status: z.enum(['present', 'away', 'removed']).exactOptional(),
  shift: name.nullable().exactOptional(),
  vacations: z
    .array(z.strictObject({ from: instant, to: instant }))
    .max(100)
    .exactOptional(),
  skills: z.record(name, z.int().min(1).max(5)).exactOptional(),
  languages: z.array(name).max(50).exactOptional(),
  manager: idOf('agent').nullable().exactOptional(),
  authority: z.number().min(0).nullable().exactOptional(),
  rating: z.number().nullable().exactOptional(),
  weight: z.number().min(0).max(1_000).exactOptional(),
})

/** A team to put, without the id. */
export const teamInput = z.strictObject({
  name: text(200),
  lead: idOf('agent').nullable().exactOptional(),
  department: idOf('department').nullable().exactOptional(),
  status: z.enum(['active', 'removed']).exactOptional(),
})

/** A department to put, without the id. */
export const departmentInput = z.strictObject({
  name: text(200),
  head: idOf('agent').nullable().exactOptional(),
  parent: idOf('department').nullable().exactOptional(),
  status: z.enum(['active', 'removed']).exactOptional(),
})
