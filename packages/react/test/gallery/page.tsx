import type { Transport } from '@docket/client'
import { StrictMode, version } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import type { SendFile } from '../../src/desk/desk-types.js'
import { openDesk } from '../../src/desk/open-desk.js'
import type { Appearance } from '../../src/style/appearance.js'
import { DocketWidget } from '../../src/widget.js'
import { fakeDesk, scenes } from './scenes.js'
import { words } from './words.js'

interface ShowOptions {
  readonly locale: string
  readonly appearance?: Appearance
  /** Paths whose answers are held back until `answer` is called. */
  readonly slow?: string
}

let shown: Root | undefined

/** Files that take long, are too large, and fail, by their names. */
const sendFile: SendFile = async ({ url, onProgress }) => {
  const name = new URL(url, location.href).searchParams.get('name') ?? ''
  if (name.endsWith('.mov')) return { status: 413, body: '{}' }
  if (name.endsWith('.png')) throw new TypeError('unreachable')
  onProgress(0.4)
  return new Promise(() => {})
}

let held: { readonly path: string; readonly go: () => void }[] = []

/** Lets answers come that were held back. */
export function answer(path: string): void {
  for (const one of held) if (new RegExp(path).test(one.path)) one.go()
}

/** Holds answers back, by their paths, until they are let come. */
function slowly(transport: Transport, slow: string): Transport {
  held = []
  return {
    ...transport,
    async request(asked) {
      const path = asked.url.replace(/^.*\/api\/support/, '')
      if (new RegExp(slow).test(path)) await new Promise<void>((go) => held.push({ path, go }))
      return transport.request(asked)
    },
  }
}

/** Shows a picture: `show('home', { locale: 'en', scheme: 'dark' })`. */
export function show(name: string, { locale, appearance = {}, slow = 'none' }: ShowOptions): void {
  shown?.unmount()
  localStorage.clear()
  const scene = scenes(locale)[name]
  if (!scene) throw new Error(`There is no picture ${name}.`)
  const transport = slowly(fakeDesk(scene.desk, scene.instead).transport, slow)
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

Object.assign(window, { reactVersion: version, show, answer, names: Object.keys(scenes('en')) })
