import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { useMeta } from '../src/hooks/use-meta.js'
import { DeskProvider, openDesk } from '../src/index.js'
import { fakeDesk, type Instead } from './fake-desk.js'
import { scenes } from './gallery/scenes.js'

function Workflow() {
  const { data, error } = useMeta('en')
  return <p>It is {data?.workflows[0]?.id ?? error?.message ?? 'not known'}</p>
}

// Guards that somebody else is not shown what the former desk said.
test('what a desk said is not shown of another', async () => {
  const opened = (instead: () => Instead | null) => {
    const { transport } = fakeDesk(scenes('en')['ticket']?.desk ?? {}, instead)
    return openDesk({ baseUrl: '/api/support', user: 'c1', transport, tabs: null, storage: null })
  }
  const refusal = { status: 403, code: 'FORBIDDEN', detail: 'refused' }
  const [one, silent, refusing] = [opened(() => null), opened(() => 'silence'), opened(() => refusal)]
  const shown = await render(
    <DeskProvider desk={one}>
      <Workflow />
    </DeskProvider>,
  )
  await expect.element(page.getByText('It is support')).toBeVisible()
  for (const [desk, said] of [
    [silent, 'It is not known'],
    [refusing, 'It is refused'],
    [one, 'It is support'],
  ] as const) {
    await shown.rerender(
      <DeskProvider desk={desk}>
        <Workflow />
      </DeskProvider>,
    )
    await expect.element(page.getByText(said)).toBeVisible()
  }
  for (const desk of [one, silent, refusing]) desk.close()
})
