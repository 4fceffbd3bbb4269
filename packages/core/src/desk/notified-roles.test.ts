import { describe, expect, it } from 'vitest'
import { thrown } from '../../test/thrown.js'
import { defaultAccess } from '../access/default-access.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { defineDesk } from './define-desk.js'

const access = defaultAccess({
  roles: {
    partner: { tickets: 'own', actions: ['read', 'readInbox'], staff: true },
    auditor: { tickets: 'all', actions: ['read', 'readInbox'], staff: false },
  },
})

/** Defines a desk whose ladder tells everybody with a role. */
function telling(role: string) {
  const escalate = [{ after: {}, do: [{ action: 'notify', to: ['lead', { role }] }] }] as const
  const sla = [{ id: 'a', targets: { resolution: { within: { hours: 1 }, escalate } } }] as const
  return defineDesk({ workflows: [supportWorkflow], access, sla })
}

// Guards that a step cannot tell all customers, or all partners, of a ticket that is one customer's.
describe('a role that a step tells as a whole', () => {
  it.each(['agent', 'lead', 'admin', 'service', 'auditor'])('may be one that reaches all tickets: %s', (role) => {
    expect(telling(role).model.sla.policies).toHaveLength(1)
  })

  it.each(['requester', 'collaborator', 'partner', 'nobody'])('is refused where it does not: %s', (role) => {
    const { issues } = thrown('INVALID_DEFINITION', () => telling(role)).details
    const path = ['sla', 0, 'targets', 'resolution', 'escalate', 0, 'do', 0, 'to']
    expect(issues).toEqual([{ path, code: 'unknown_role', message: expect.stringContaining(`the role ${role}, `) }])
  })
})
