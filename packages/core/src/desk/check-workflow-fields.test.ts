import { expect, it } from 'vitest'
import * as z from 'zod'
import { thrown } from '../../test/thrown.js'
import { defaultAccess } from '../access/default-access.js'
import { defineWorkflow } from '../workflow/define.js'
import { defineDesk } from './define-desk.js'

const workflow = defineWorkflow({
  id: 'repair',
  version: 1,
  initial: 'work',
  states: {
    work: {
      tags: ['open'],
      stage: {
        owner: 'desk',
        within: { hours: 1 },
        checklist: [{ id: 'seen' }, { id: 'a', needs: [{ field: 'serial' }] }],
      },
      on: { end: { target: 'done', requires: ['reason', { field: 'phone' }] } },
    },
    done: { tags: ['terminal'] },
  },
})

const desk = (fields: z.ZodObject, personal: string[] = []) =>
  defineDesk({ workflows: [workflow], access: defaultAccess(), fields, personal })

it('refuses a workflow that asks for fields which the desk does not have, each with its place', () => {
  const { message, details } = thrown('INVALID_DEFINITION', () => desk(z.object({ model: z.string().optional() })))
  expect(details.issues?.map(({ path, code }) => [path.join('.'), code])).toEqual([
    ['states.work.stage.checklist.1.needs.0', 'unknown_field'],
    ['states.work.on.end.0.requires.1', 'unknown_field'],
  ])
  expect(message).toContain('the desk has no field serial; it has model')
})

it('takes one whose fields are there, personal ones too', () => {
  const fields = z.object({ serial: z.string().optional(), phone: z.string().optional() })
  expect(() => desk(fields, ['phone'])).not.toThrow()
})
