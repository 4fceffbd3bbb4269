import { expect, it } from 'vitest'
import * as z from 'zod'
import { compileFields } from './fields.js'
import { optionsOf } from './options.js'

it('knows the values of fields that are one, or a list, of fixed values, and of no others', () => {
  const schema = z.object({
    severity: z.enum(['low', 'high']).default('low'),
    maybe: z.enum(['a', 'b']).nullable().optional(),
    one: z.literal(3),
    list: z.array(z.enum(['x', 'y'])),
    union: z.union([z.literal('p'), z.enum(['q'])]),
    open: z.union([z.enum(['a']), z.number()]),
    text: z.string(),
    flag: z.boolean(),
    nested: z.object({ kind: z.enum(['k']) }),
  })
  expect(Object.fromEntries(optionsOf(compileFields(schema, {})))).toEqual({
    severity: ['low', 'high'],
    maybe: ['a', 'b', null],
    one: [3],
    list: ['x', 'y'],
    union: ['p', 'q'],
  })
})
