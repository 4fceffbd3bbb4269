import { type Browser, chromium } from 'playwright'
import { launchOptions } from '../../../../scripts/browser.mjs'
import { percentile, type Report, rounded } from '../measure/row.js'
import { openSite } from './site.js'
import { AS_IS, openedAfter, SLOW, SLOW_CPU, visit } from './visit.js'

const ROUNDS = 9

/**
 * What the widget does to a page, in a real Chromium: against the same page without it, and against what we want. Times by the
 * wall, so that they say something on an idle machine alone.
 */
export async function benchmarkWidget(report: Report): Promise<void> {
  const site = await openSite()
  const browser = await chromium.launch(launchOptions())
  try {
    await measurePage(report, browser, site.base)
    await measureOpening(report, browser, site.base)
    await measureTyping(report, browser, site.base)
  } finally {
    await browser.close()
    await site.close()
  }
}

const median = (figures: readonly number[]) => percentile(figures, 0.5)
const range = (figures: readonly number[]) => [rounded(Math.min(...figures)), rounded(Math.max(...figures))] as const

/** A row of a figure in milliseconds against the most that it should be. */
function against(report: Report, name: string, most: number, figures: readonly number[], note?: string): void {
  const ours = median(figures)
  report.row({
    case: name,
    ours: rounded(ours),
    reference: most,
    ratio: rounded(ours / most),
    goal: '<= 1',
    unit: 'ms; the reference is the goal',
    range: { ours: range(figures), reference: [most, most], ratio: range(figures.map((figure) => figure / most)) },
    ...(note && { note }),
  })
}

/** The page before anybody opens the widget: long tasks, blocked time, shifts, requests, and the launcher. */
async function measurePage(report: Report, browser: Browser, base: string): Promise<void> {
  const found = { with: [] as Looked[], without: [] as Looked[] }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const kind of ['with', 'without'] as const) {
      const guest = await visit(browser, `${base}/${kind === 'with' ? 'with' : ''}`, SLOW_CPU)
      const { tasks, shifts, launcherAt } = await guest.seen()
      const ran = (await guest.page.evaluate(
        `performance.getEntriesByType('resource').find(({ name }) => name.endsWith('docket.js'))?.responseEnd ?? 0`,
      )) as number
      found[kind].push({
        long: tasks.length,
        blocked: tasks.reduce((sum, { duration }) => sum + duration - 50, 0),
        shifts,
        launcher: (launcherAt ?? Number.NaN) - ran,
        asked: guest.asked.filter((path) => path.startsWith('/api/')).length,
      })
      await guest.close()
    }
  }
  const of = (kind: keyof typeof found, take: (one: Looked) => number) => found[kind].map(take)
  const figure = (take: (one: Looked) => number) => [median(of('with', take)), median(of('without', take))] as const
  const row = (name: string, take: (one: Looked) => number, goal: string, unit: string) => {
    const [ours, reference] = figure(take)
    report.row({
      case: name,
      ours: rounded(ours),
      reference: rounded(reference),
      ratio: rounded(ours - reference),
      goal,
      unit,
    })
  }
  row(
    'long tasks of the page, CPU 4 × slower',
    ({ long }) => long,
    'difference 0',
    'tasks; the ratio is the difference',
  )
  row('time blocked, CPU 4 × slower', ({ blocked }) => blocked, 'difference <= 20', 'ms; the ratio is the difference')
  row('shift before it is opened', ({ shifts }) => shifts, 'difference 0', 'CLS; the ratio is the difference')
  row('requests to the desk before it is opened', ({ asked }) => asked, 'difference 0', 'requests')
  against(
    report,
    'launcher visible after the loader came, CPU 4 × slower',
    100,
    of('with', ({ launcher }) => launcher),
  )
}

interface Looked {
  readonly long: number
  readonly blocked: number
  readonly shifts: number
  readonly launcher: number
  readonly asked: number
}

/** From the press to a field that can be written in. */
async function measureOpening(report: Report, browser: Browser, base: string): Promise<void> {
  const [cold, warm, quick, shifts]: number[][] = [[], [], [], []]
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = await visit(browser, `${base}/with`, SLOW)
    cold?.push(await openedAfter(first.page))
    await first.close()
    const second = await visit(browser, `${base}/with`, SLOW)
    await second.page.locator('.docket-launcher').hover()
    await second.page.waitForFunction(`customElements.get('docket-widget')`)
    warm?.push(await openedAfter(second.page))
    await second.page.waitForTimeout(500)
    shifts?.push((await second.seen()).shifts)
    await second.close()
    const third = await visit(browser, `${base}/with`, AS_IS)
    quick?.push(await openedAfter(third.page))
    await third.close()
  }
  const network = '1.6 Mbit/s, 150 ms there and back, CPU 4 × slower'
  against(report, 'press to a field with the focus, not fetched before', 900, cold ?? [], network)
  against(report, 'press to a field with the focus, fetched before', 200, warm ?? [], network)
  against(report, 'press to a field with the focus, not fetched before, this machine over loopback', 200, quick ?? [])
  report.row({
    case: 'shift of the page after it is opened',
    ours: rounded(median(shifts ?? [])),
    reference: 0.02,
    ratio: rounded(median(shifts ?? []) / 0.02),
    goal: '<= 1',
    unit: 'CLS; the reference is the goal',
  })
}

/** Typing while answers come. */
async function measureTyping(report: Report, browser: Browser, base: string): Promise<void> {
  const worst: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const guest = await visit(browser, `${base}/with`, SLOW_CPU)
    await openedAfter(guest.page)
    await guest.page.keyboard.type('the battery and the charger', { delay: 90 })
    await guest.page.waitForTimeout(600)
    const { events } = await guest.seen()
    worst.push(Math.max(16, ...events))
    await guest.close()
  }
  against(report, 'slowest key of 27 while answers come, CPU 4 × slower (INP)', 120, worst)
}
