import { describe, expectTypeOf, test } from 'vitest'
import type { TeamChooser } from '../routing/routing-input.js'
import { learned } from './learned.js'
import { EMPTY_MODEL } from './team-model.js'

interface Fields {
  readonly site: string
  readonly device?: string
}

// As `defineRouting` takes it: the fields come from the desk around it.
const chooserOf = (input: { readonly team: TeamChooser<Fields> }) => input.team

describe('the features of a learned team', () => {
  test('see the fields of the desk', () => {
    chooserOf({
      team: learned(EMPTY_MODEL, {
        features: (ticket) => {
          expectTypeOf(ticket.fields).toEqualTypeOf<Fields>()
          expectTypeOf(ticket.subject).toEqualTypeOf<string | null>()
          return [`site:${ticket.fields.site}`]
        },
      }),
    })
  })

  test('name no field that the desk does not have, and are texts', () => {
    // @ts-expect-error the desk has no such field
    chooserOf({ team: learned(EMPTY_MODEL, { features: ({ fields }) => [fields.colour] }) })
    // @ts-expect-error the field may be missing
    chooserOf({ team: learned(EMPTY_MODEL, { features: ({ fields }) => [fields.device] }) })
  })
})
