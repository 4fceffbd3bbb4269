import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** With PICTURES=docs/pictures, what is seen is kept there. */
export async function pictureOf(page: Page, name: string): Promise<void> {
  const pictures = process.env['PICTURES']
  if (pictures === undefined) return
  mkdirSync(resolve(root, pictures), { recursive: true })
  // What moves has come to rest by then.
  await page.waitForTimeout(400)
  await page.screenshot({ path: `${resolve(root, pictures)}/${name}.png` })
}
