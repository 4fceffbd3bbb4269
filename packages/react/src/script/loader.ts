import { launcherCss } from '../launcher/launcher.css.js'
import { followDialogs } from '../shadow/follow-dialogs.js'
import { LAUNCHER_WORDS } from './launcher-words.js'

// The script tag: paints a launcher and asks nothing of anybody. What it stands for is fetched when somebody reaches for it.
// It runs in pages that we know nothing of: no module, no global but `docket`, nothing that strict policies forbid.

/** Where the widget's own script lies, beside this one; the build knows its name. */
declare const WIDGET: string

interface Opened extends HTMLElement {
  open(): void
  close(): void
}

/** What a page may say in `window.docket` before this script, and finds there after it. */
interface PageDocket {
  token?: () => string | Promise<string>
  agentName?: (id: string) => string | null
  open?: () => Promise<void>
  close?: () => void
}

const page = globalThis as { docket?: PageDocket }
const tag = (document.currentScript ?? document.createElement('script')) as HTMLScriptElement
const said = tag.dataset
const host = document.createElement('docket-widget') as Opened
let coming: Promise<unknown> | undefined
let tries = 0

/** Fetches the widget, once; again after it failed, under another address, since browsers remember failures. */
function load(): Promise<unknown> {
  const address = tries > 0 ? `${WIDGET}?${tries}` : WIDGET
  coming ??= import(address).catch((error) => {
    coming = undefined
    tries += 1
    throw error
  })
  return coming
}

async function open(): Promise<void> {
  launcher.ariaBusy = 'true'
  try {
    await load()
    host.open()
  } finally {
    launcher.ariaBusy = null
  }
}

// `data-base-url` becomes the attribute `base-url`, and so on.
for (const { name, value } of tag.attributes) {
  if (name.startsWith('data-')) host.setAttribute(name.slice(5), value)
}
Object.assign(host, { token: page.docket?.token, agentName: page.docket?.agentName })

const language = said['locale'] || document.documentElement.lang || navigator.language
const launcher = document.createElement('button')
launcher.type = 'button'
launcher.className = 'docket-launcher'
launcher.part.add('launcher')
launcher.lang = /^zh/i.test(language) ? 'zh-CN' : 'en'
launcher.textContent = said['label'] || LAUNCHER_WORDS[launcher.lang === 'en' ? 'en' : 'zh']
launcher.hidden = said['launcher'] === 'none'
if (said['scheme']) launcher.dataset['scheme'] = said['scheme']
// What is no colour would leave the launcher without any.
const accent = said['accent'] ?? ''
if (CSS.supports('color', accent)) launcher.style.setProperty('--docket-accent', accent)

const reach = () => void load().catch(() => {})
launcher.addEventListener('pointerenter', reach)
launcher.addEventListener('focus', reach)
const opens = () => void open().catch((error) => console.error('The support widget could not be loaded.', error))
launcher.addEventListener('click', opens)

const root = host.attachShadow({ mode: 'open' })
try {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(launcherCss)
  root.adoptedStyleSheets = [sheet]
} catch {
  // Older browsers construct none.
  const style = document.createElement('style')
  host.nonce = style.nonce = tag.nonce
  style.textContent = launcherCss
  root.append(style)
}
root.append(launcher)

// Whoever comes by a progress link has come for it.
const reveal = () => {
  if ('progress' in said && location.hash.length > 1) opens()
}
const paint = () => {
  // To the end of the page, and into a modal dialog of the page's while there is one.
  followDialogs(host, () => document.body)
  reveal()
}

// A second tag in a page would be a second launcher.
if (!page.docket?.open && !document.querySelector('docket-widget')) {
  page.docket = { ...page.docket, open, close: () => host.close?.() }
  addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-docket-open]')) opens()
  })
  addEventListener('hashchange', reveal)
  // A number has to be asked for, which is what the widget does.
  if ('unread' in said) (globalThis.requestIdleCallback ?? setTimeout)(reach)
  if (document.body) paint()
  else addEventListener('DOMContentLoaded', paint)
}
