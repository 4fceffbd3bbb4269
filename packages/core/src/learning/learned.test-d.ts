import { describe, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { defaultAccess } from '../access/default-access.js'
import { defineDesk } from '../desk/define-desk.js'
import { leastLoad } from '../routing/strategies/least-load.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { learned } from './learned.js'
import { EMPTY_MODEL } from './team-model.js'

const desk = {
  fields: z.object({ site: z.string().default('north'), device: z.string().optional() }),
  workflows: [supportWorkflow],
  access: defaultAccess(),
} as const
const tiers = [{ by: [leastLoad()] }]

describe('the features of a learned team', () => {
  test('see the fields of the desk', () => {
    defineDesk({
      ...desk,
      routing: {
        id: 'by-past',
        tiers,
        team: learned(EMPTY_MODEL, {
          features: (ticket) => {
            expectTypeOf(ticket.fields.site).toEqualTypeOf<string>()
            expectTypeOf(ticket.fields.device).toEqualTypeOf<string | undefined>()
            expectTypeOf(ticket.subject).toEqualTypeOf<string | null>()
            return [`site:${ticket.fields.site}`]
          },
        }),
      },
    })
  })

  test('name no field that the desk does not have, and are texts', () => {
    defineDesk({
      ...desk,
      // @ts-expect-error the desk has no such field
      routing: { id: 'by-past', tiers, team: learned(EMPTY_MODEL, { features: ({ fields }) => [fields.colour] }) },
    })
    defineDesk({
      ...desk,
      // @ts-expect-error the field may be missing
      routing: { id: 'by-past', tiers, team: learned(EMPTY_MODEL, { features: ({ fields }) => [fields.device] }) },
    })
  })
})
