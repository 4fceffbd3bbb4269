import { StrictMode, version } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import type { SendFile } from '../../src/desk/desk-types.js'
import { openDesk } from '../../src/desk/open-desk.js'
import type { Appearance } from '../../src/style/appearance.js'
import { DocketWidget } from '../../src/widget.js'
import { fakeDesk, scenes } from './scenes.js'
import { words } from './words.js'

let shown: Root | undefined

/** Files that take long, are too large, and fail, by their names. */
const sendFile: SendFile = async ({ url, onProgress }) => {
  const name = new URL(url, location.href).searchParams.get('name') ?? ''
  if (name.endsWith('.mov')) return { status: 413, body: '{}' }
  if (name.endsWith('.png')) throw new TypeError('unreachable')
  onProgress(0.4)
  return new Promise(() => {})
}

/** Shows a picture: `show('home', { locale: 'en', scheme: 'dark' })`. */
export function show(name: string, { locale, appearance = {} }: { locale: string; appearance?: Appearance }): void {
  shown?.unmount()
  localStorage.clear()
  const scene = scenes(locale)[name]
  if (!scene) throw new Error(`There is no picture ${name}.`)
  const { transport } = fakeDesk(scene.desk, scene.instead)
  const before = openDesk({ baseUrl: '/api/support', user: 'c1', token: () => 'x', transport })
  for (const [draft, text] of Object.entries(scene.drafts ?? {})) before.client.draft(draft).set(text)
  before.close()
  const say = words[locale === 'zh-CN' ? 'zh-CN' : 'en']
  document.documentElement.lang = locale
  shown = createRoot(document.createElement('div'))
  shown.render(
    <StrictMode>
      <DocketWidget
        baseUrl="/api/support"
        {...(scene.visitor ? {} : { user: 'c1', token: () => 'x' })}
        transport={transport}
        sendFile={sendFile}
        locale={locale}
        appearance={appearance}
        agentName={(id) => (id === 'a1' ? say.agent : null)}
        {...(scene.unread && { unread: true })}
        {...(scene.progressToken && { progressToken: scene.progressToken })}
      />
    </StrictMode>,
  )
}

Object.assign(window, { reactVersion: version, show, names: Object.keys(scenes('en')) })
