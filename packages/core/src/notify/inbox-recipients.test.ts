import { describe, expect, it } from 'vitest'
import { defaultAccess } from '../access/default-access.js'
import { inboxRecipients } from './inbox-recipients.js'

const access = defaultAccess({
  roles: {
    partner: { tickets: 'own', actions: ['read', 'readInbox'], staff: true },
    auditor: { tickets: 'all', actions: ['read', 'readInbox'], staff: false },
  },
})
const of = (type: string, id = 'x') => inboxRecipients(access, { type, id }).map((one) => `${one.type} ${one.id}`)

describe('as whom an actor is notified', () => {
  it.each(['agent', 'lead', 'admin', 'service'])(
    'is, for the role %s, as agent, as watcher and as the role',
    (role) => {
      expect(of(role)).toEqual(['agent x', 'watcher x', `role ${role}`])
    },
  )

  it('is not as agent for who watches without working at the desk', () => {
    expect(of('collaborator')).toEqual(['watcher x'])
    expect(of('auditor')).toEqual(['watcher x', 'role auditor'])
  })

  it('is as requester alone for who has only own tickets, even under the id of an agent', () => {
    expect(of('requester', 'a1')).toEqual(['requester a1'])
    expect(of('partner', 'a1')).toEqual(['requester a1'])
  })

  it.each(['ghost', '', 'toString', '__proto__'])('is nobody for the unknown role %j', (role) => {
    expect(of(role)).toEqual([])
  })

  // What is to a whole role is of any ticket.
  it('is not as the role for who does not reach all tickets', () => {
    for (const [role, { tickets }] of access.roles) {
      expect([role, of(role).includes(`role ${role}`)]).toEqual([role, tickets === 'all'])
    }
  })

  it('never is another person or another role', () => {
    for (const [role] of access.roles) {
      for (const { type, id } of inboxRecipients(access, { type: role, id: 'x' })) {
        expect(id).toBe(type === 'role' ? role : 'x')
      }
    }
  })
})
