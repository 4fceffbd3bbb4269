import type { CDPSession } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Control, inPage } from './gallery/looking.js'
import { type Gallery, openGallery } from './gallery/open-gallery.mjs'

const ROLES = [
  'button',
  'link',
  'textbox',
  'combobox',
  'checkbox',
  'radio',
  'DisclosureTriangle',
  'Date',
  'progressbar',
]
/** Names tell times. */
const NOW = '2026-03-10T10:00:00Z'

/** Every control as the browser tells it to a screen reader, in that order: its role and its name. */
async function named(session: CDPSession): Promise<readonly string[]> {
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const text = (given: { readonly value?: unknown } | undefined) =>
    typeof given?.value === 'string' ? given.value : ''
  const within = (id: string): readonly string[] => {
    const { ignored, role, name, childIds = [] } = byId.get(id) ?? { ignored: true }
    const own = !ignored && ROLES.includes(text(role))
    return [
      ...(own ? [`${text(role)}: ${text(name).replace(/\s+/g, ' ')}`.trim()] : []),
      // What a browser puts into a control of its own is not ours.
      ...(own ? [] : childIds.flatMap(within)),
    ]
  }
  return within(nodes[0]?.nodeId ?? '')
}

describe('in every state of the widget', () => {
  let gallery: Gallery
  beforeAll(async () => {
    gallery = await openGallery({ now: NOW })
  })
  afterAll(() => gallery.close())

  test('each control has a name of its own, as it is written down', { timeout: 120_000 }, async () => {
    const told: string[] = []
    const wrong: string[] = []
    await gallery.each('en', null, async (scene, page) => {
      const session = await page.context().newCDPSession(page)
      const controls = await named(session)
      await session.detach()
      for (const [index, control] of controls.entries()) {
        if (control.endsWith(':')) wrong.push(`${scene}: ${control} has no name`)
        if (controls.indexOf(control) < index) wrong.push(`${scene}: ${control} twice`)
      }
      told.push([scene, ...controls.map((control) => `  ${control}`)].join('\n'))
    })
    expect(wrong).toEqual([])
    expect(told.length).toBeGreaterThan(30)
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('controls.txt')
  })

  test.each([
    ['en', 24],
    ['xb-320', 24],
    ['en-phone', 44],
    ['zh-phone', 44],
  ] as const)(
    'controls are large enough, nothing moves, and wider text is not cut: %s',
    {
      timeout: 120_000,
    },
    async (variant, least) => {
      const found: string[] = []
      let controls = 0
      await gallery.each(variant, null, async (scene, page) => {
        for (const { what, width, height, inline } of await page.evaluate<readonly Control[]>(inPage.controls)) {
          controls += 1
          const size = `${Math.round(width)} × ${Math.round(height)}`
          if (!inline && (width < least || height < least)) found.push(`${scene}: ${what} is ${size}`)
        }
        for (const what of await page.evaluate<readonly string[]>(inPage.moving)) found.push(`${scene}: ${what} moves`)
        await page.evaluate(inPage.space)
        for (const what of await page.evaluate<readonly string[]>(inPage.cut)) found.push(`${scene}: ${what} is cut`)
      })
      expect(found).toEqual([])
      expect(controls).toBeGreaterThan(150)
    },
  )

  test('something moves for who has not asked for less of it', async () => {
    let moving: readonly string[] = []
    await gallery.each('en-moving', ['home-loading'], async (_, page) => {
      moving = await page.evaluate<readonly string[]>(inPage.moving)
    })
    expect(moving).toContain('wait of bone')
  })
})
