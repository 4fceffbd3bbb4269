import { StrictMode } from 'react'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import type { FileToSend } from '../src/desk/desk-types.js'
import { DocketWidget, type DocketWidgetProps } from '../src/widget.js'
import { type Asked, type FakeDesk, fakeDesk, type Instead } from './fake-desk.js'
import { scenes } from './gallery/scenes.js'

const base = () => scenes('en')['ticket']?.desk ?? {}

/** Shows the widget to a desk of canned answers, in strict mode, with nothing kept from before. */
export async function showWidget(
  given: Partial<FakeDesk> = {},
  more: Partial<DocketWidgetProps> & {
    readonly instead?: (asked: Asked) => Instead | object | null
    readonly kept?: boolean
  } = {},
) {
  const { instead, kept, ...props } = more
  if (!kept) localStorage.clear()
  const desk = fakeDesk({ ...base(), ...given }, instead)
  const sent: FileToSend[] = []
  const shown = await render(
    <StrictMode>
      <DocketWidget
        baseUrl="/api/support"
        user="c1"
        token={() => 'token'}
        transport={desk.transport}
        tabs={null}
        sendFile={async (file) => {
          sent.push(file)
          file.onProgress(0.5)
          return { status: 201, body: JSON.stringify({ id: `file-${sent.length}` }) }
        }}
        locale="en"
        agentName={(id) => (id === 'a1' ? 'Mei Lin' : null)}
        {...props}
      />
    </StrictMode>,
  )
  const asked = (method: string, path: RegExp) =>
    desk.asked.filter((one) => one.method === method && path.test(one.path))
  return { ...desk, sent, shown, asked }
}

/** Opens it, and maybe one of its tickets. */
export async function open(subject?: string): Promise<void> {
  await page.getByRole('button', { name: 'Get help' }).click()
  if (subject !== undefined) await page.getByRole('button', { name: new RegExp(subject) }).click()
}

/** The widget's shadow root. */
export const root = (): ShadowRoot => {
  const found = document.querySelector('docket-host')?.shadowRoot
  if (!found) throw new Error('There is no widget.')
  return found
}

/** What has the focus in the widget, by its id, its name or its words. */
export function focused(): string {
  const element = root().activeElement
  return element?.id || element?.getAttribute('aria-label') || element?.textContent?.trim() || ''
}
