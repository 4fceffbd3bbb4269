import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { DeskProvider, openDesk, useConversation } from '../src/index.js'
import { fakeDesk } from './fake-desk.js'
import { scenes } from './gallery/scenes.js'

function Follow() {
  const { ticket, confirm, reopen } = useConversation('t1')
  return (
    <p>
      {ticket?.phase}: {confirm} or {reopen}
    </p>
  )
}

// Guards an interface of one's own, which has nothing of the widget around it.
test('a conversation says by itself how its requester confirms and reopens', async () => {
  const { transport } = fakeDesk(scenes('en')['ticket-solved']?.desk ?? {})
  const desk = openDesk({ baseUrl: '/api/support', user: 'c1', transport, tabs: null, storage: null })
  await render(
    <DeskProvider desk={desk}>
      <Follow />
    </DeskProvider>,
  )
  await expect.element(page.getByText('solved: close or reopen')).toBeVisible()
  desk.close()
})
