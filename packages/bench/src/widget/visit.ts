import type { Browser, Page } from 'playwright'

/** How slow the machine and its network are: a phone of the middle on 4G far from town. */
export interface Slowness {
  /** So many times slower than this machine. */
  readonly cpu: number
  /** In bits a second; null for the loopback as it is. */
  readonly network: { readonly bitsPerSecond: number; readonly roundTripMs: number } | null
}

export const AS_IS: Slowness = { cpu: 1, network: null }
export const SLOW_CPU: Slowness = { cpu: 4, network: null }
export const SLOW: Slowness = { cpu: 4, network: { bitsPerSecond: 1_600_000, roundTripMs: 150 } }

/** Kept in the page from its first moment: long tasks, shifts, events, and when the launcher stood there. */
const WATCH = `(() => {
  const seen = (window.seen = { tasks: [], shifts: 0, events: [], launcherAt: null })
  const observe = (type, take, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more })
  observe('longtask', ({ startTime, duration }) => seen.tasks.push({ startTime, duration }))
  observe('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) seen.shifts += value })
  observe('event', ({ name, duration }) => { if (name.startsWith('key')) seen.events.push(duration) }, { durationThreshold: 16 })
  const look = () => {
    const launcher = document.querySelector('docket-widget')?.shadowRoot?.querySelector('.docket-launcher')
    if (launcher?.getBoundingClientRect().width > 0) seen.launcherAt = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})()`

/** What was seen in a page. */
export interface Seen {
  readonly tasks: readonly { readonly startTime: number; readonly duration: number }[]
  readonly shifts: number
  /** How long each press of a key took until the next picture, in milliseconds. */
  readonly events: readonly number[]
  /** In milliseconds since the page began; null for never. */
  readonly launcherAt: number | null
}

/** Somebody who comes for the first time. */
export async function visit(browser: Browser, url: string, { cpu, network }: Slowness) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu })
  if (network) {
    const perSecond = network.bitsPerSecond / 8
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: network.roundTripMs,
      downloadThroughput: perSecond,
      uploadThroughput: perSecond,
    })
  }
  await page.addInitScript(WATCH)
  await page.goto(url, { waitUntil: 'networkidle' })
  return {
    page,
    asked,
    seen: () => page.evaluate('window.seen') as Promise<Seen>,
    close: () => context.close(),
  }
}

/** Presses the launcher, and gives how long it took until what is to be written in had the focus, in milliseconds. */
export const openedAfter = (page: Page): Promise<number> =>
  page.evaluate(`new Promise((resolve) => {
    const root = document.querySelector('docket-widget').shadowRoot
    const began = performance.now()
    root.querySelector('.docket-launcher').click()
    const look = () => (root.activeElement?.id === 'search' ? resolve(performance.now() - began) : requestAnimationFrame(look))
    look()
  })`)
