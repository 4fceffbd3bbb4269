// Finds the Chromium that tests use, or brings one: the one that CHROMIUM_PATH names, Playwright's own, the system's; else
// Playwright's download, and where that is out of reach the system's package, when we may install it. Tests in a browser
// never pass by not being run: where there is none, this fails and says what to install. Without a font for Chinese
// every Chinese picture would be boxes, so that one is brought too, or its absence said.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'
import { run } from './run.mjs'

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const INSTALL =
  'The tests need a Chromium. Install one (`npx playwright install chromium`, or `apt-get install chromium fonts-noto-cjk`), ' +
  'or name yours: CHROMIUM_PATH=/path/to/chromium npm test'
const asRoot = process.getuid?.() === 0

/** The Chromium that is there; undefined where there is none. A CHROMIUM_PATH that leads nowhere is an error. */
export function findChromium(env = process.env, exists = existsSync) {
  const named = env['CHROMIUM_PATH']
  if (named) {
    if (!exists(named)) throw new Error(`CHROMIUM_PATH names ${named}, where there is nothing. ${INSTALL}`)
    return named
  }
  return [chromium.executablePath(), ...USUAL].find((path) => path && exists(path))
}

/** How Playwright starts it; without a sandbox only as root, where Chromium has none. */
export function launchOptions() {
  const executablePath = findChromium()
  const args = [
    ...(asRoot ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return { ...(executablePath && { executablePath }), args }
}

/** For vitest: gives tests `inject('chromium')`, what `chromium.launch` takes; fails where there is none. */
export default function setup({ provide }) {
  if (!findChromium()) throw new Error(INSTALL)
  provide('chromium', launchOptions())
}

/** Brings a Chromium where there is none; gives its path, or null. */
async function bring() {
  const ways = [
    process.env['PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD'] ? null : () => run('playwright', ['install', 'chromium']),
    mayUseApt() ? () => apt('chromium', 'fonts-noto-cjk') : null,
  ]
  for (const way of ways) {
    if (way === null) continue
    await way()
    const found = findChromium()
    if (found) return found
  }
  return null
}

async function bringChineseFont() {
  const hasOne = () => spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).stdout?.trim()
  if (hasOne() || process.platform !== 'linux') return
  if (mayUseApt()) await apt('fonts-noto-cjk')
  if (!hasOne())
    process.stdout.write('NO FONT FOR CHINESE: its characters are boxes in pictures; install fonts-noto-cjk\n')
}

const mayUseApt = () => asRoot && existsSync('/usr/bin/apt-get')

async function apt(...names) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '--quiet'], { quiet: true, env })
  return run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', ...names], { quiet: true, env })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = findChromium() ?? (await bring())
  if (found) await bringChineseFont()
  process.stdout.write(`${found ?? INSTALL}\n`)
  process.exitCode = found ? 0 : 1
}
