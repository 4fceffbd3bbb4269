import { defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { describe, expectTypeOf, test } from 'vitest'
import { openDesk } from '../desk/open-desk.js'
import { DeskProvider } from './desk-context.js'
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

  test('are given a desk of any definition, and nothing else', () => {
    void DeskProvider({ desk: openDesk<typeof support>({ baseUrl: '/api/support' }) })
    void DeskProvider({ desk: openDesk({ baseUrl: '/api/support' }) })
    // @ts-expect-error no desk
    void DeskProvider({ desk: 42 })
  })
})
