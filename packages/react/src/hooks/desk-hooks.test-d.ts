import { defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { describe, expectTypeOf, test } from 'vitest'
import { deskHooks } from './desk-hooks.js'

const support = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })
const { useTicket, useClient } = deskHooks<typeof support>()

describe('hooks', () => {
  test('know the states and events of their desk', () => {
    expectTypeOf<NonNullable<ReturnType<typeof useTicket>['data']>['state']>().toEqualTypeOf<
      'open' | 'waiting' | 'solved' | 'closed'
    >()
    // @ts-expect-error no workflow has such an event
    void useClient().send('t1', { type: 'explode' })
  })
})
