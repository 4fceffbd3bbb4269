import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { DocketWidget, type DocketWidgetProps } from '../src/widget.js'
import { fakeDesk } from './fake-desk.js'
import { scenes } from './gallery/scenes.js'
import { open, root, showWidget } from './show-widget.js'

/** A page that gives the widget other things as it goes on. */
async function pageWith(first: Partial<DocketWidgetProps>) {
  localStorage.clear()
  const { progress, ticket } = scenes('en')
  const { transport } = fakeDesk({ ...ticket?.desk, ...progress?.desk })
  const widget = (more: Partial<DocketWidgetProps>) => (
    <DocketWidget baseUrl="/api/support" user="c1" token={() => 't'} transport={transport} tabs={null} {...more} />
  )
  const shown = await render(widget(first))
  return (more: Partial<DocketWidgetProps>) => shown.rerender(widget(more))
}

const title = () => root().querySelector('h2')?.textContent

// It was heeded at first alone: a page that reads it in an effect showed one's own requests.
test('a progress link that is given later is shown, and its end leads home', async () => {
  const give = await pageWith({ locale: 'en', open: true })
  await expect.poll(title).toBe('Support')
  await give({ locale: 'en', open: true, progressToken: 'link' })
  await expect.poll(title).toBe('Your request')
  await give({ locale: 'en', open: true })
  await expect.poll(title).toBe('Support')
})

test('words that are given anew with each rendering are those that were given last', async () => {
  const give = await pageWith({ locale: 'en', texts: { launcher: 'Ask us' } })
  await expect.element(page.getByRole('button', { name: 'Ask us' })).toBeVisible()
  await give({ locale: 'en', texts: { launcher: 'Ask us now' } })
  await expect.element(page.getByRole('button', { name: 'Ask us now' })).toBeVisible()
})

test('words of another language are said in that language', async () => {
  await pageWith({ locale: 'fr', open: true, texts: { launcher: 'Aide', title: 'Aide' } })
  await expect.poll(title).toBe('Aide')
  expect(root().querySelector('.docket')?.getAttribute('lang')).toBe('fr')
})

// They could be counted as what solved it.
test('the articles for other words go when new words are asked about', async () => {
  await showWidget(
    {},
    { instead: ({ path }) => (path.startsWith('/suggestions') && path.includes('screen') ? 'silence' : null) },
  )
  await open()
  const search = page.getByRole('textbox', { name: 'What can we help with?' })
  await search.fill('earbud')
  await expect.element(page.getByText('An earbud stays silent')).toBeVisible()
  await search.fill('screen')
  await expect.element(page.getByText('An earbud stays silent')).not.toBeInTheDocument()
})
