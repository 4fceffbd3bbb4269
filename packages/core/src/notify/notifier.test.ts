import { expect, it } from 'vitest'
import { START } from '../../test/records.js'
import type { NotificationRecord } from '../store/record-types.js'
import { inboxNotifier } from './notifier.js'

it('keeps notifications unread, all in one call', async () => {
  const puts: (readonly NotificationRecord[])[] = []
  const notifier = inboxNotifier({ putNotifications: async (given) => void puts.push(given) })
  const recipient = { type: 'agent', id: 'a1' }
  const notification = { tenant: 'acme', id: 'n1', recipient, ticketId: 't1', kind: 'x', data: {}, createdAt: START }
  await notifier.notify([notification, { ...notification, id: 'n2' }])
  expect(puts).toEqual([
    [
      { ...notification, readAt: null },
      { ...notification, id: 'n2', readAt: null },
    ],
  ])
})

it('fails where the store does, so that it is asked again', async () => {
  const notifier = inboxNotifier({ putNotifications: () => Promise.reject(new Error('no line')) })
  await expect(notifier.notify([])).rejects.toThrow('no line')
})
