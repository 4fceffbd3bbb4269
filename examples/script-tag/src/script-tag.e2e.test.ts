import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { createSite } from './server.js'

let site: Server
let browser: Browser
beforeAll(async () => {
  site = (await createSite()).listen(0, '127.0.0.1')
  await once(site, 'listening')
  browser = await chromium.launch(inject('chromium'))
})
afterAll(async () => {
  await browser.close()
  site.closeAllConnections()
  await new Promise((resolve) => site.close(resolve))
})

it('lets a visitor ask something, and find it again after a reload, while the policy has nothing to stop', async () => {
  const page = await browser.newPage()
  const stopped: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) stopped.push(message.text())
  })
  page.on('pageerror', (error) => stopped.push(error.message))
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`)
  await page.getByRole('button', { name: 'Ask from here' }).click()
  const panel = page.getByRole('dialog')
  await panel.getByRole('button', { name: 'Write to us' }).click()
  await panel.getByLabel('What is it about?').fill('The lid does not close')
  await panel.getByLabel('What happened?').fill('Since this morning.')
  await panel.getByRole('button', { name: 'Send' }).click()
  await panel.getByText('Since this morning.').waitFor()

  await page.reload()
  await page.getByRole('button', { name: 'Get help' }).click()
  await panel.getByRole('button', { name: /The lid does not close/ }).click()
  await panel.getByText('Since this morning.').waitFor()
  expect(stopped).toEqual([])
})
