import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { useDraft } from '../hooks/use-draft.js'
import { DeskProvider, openDesk, useTicket } from '../index.js'
import { DocketWidget } from '../widget.js'

test('on a server the widget is nothing, so that nothing moves when it comes', () => {
  expect(renderToString(createElement(DocketWidget, { baseUrl: '/api/support' }))).toBe('')
})

/** What the hooks give. */
function Ticket() {
  const { data, loading } = useTicket('t1')
  const [text] = useDraft('t1')
  return createElement('p', null, JSON.stringify([data ?? null, loading, text]))
}

test('hooks on a server know nothing yet, and ask nothing', () => {
  let asked = 0
  const transport = {
    request: () => {
      asked += 1
      return Promise.reject(new TypeError('no'))
    },
  }
  const desk = openDesk({ baseUrl: '/api/support', user: 'c1', transport, storage: null })
  const html = renderToString(createElement(DeskProvider, { desk }, createElement(Ticket)))
  desk.close()
  expect(html).toContain('[null,false,')
  expect(asked).toBe(0)
})
