import { generatedLog } from '@docket/example-incident-replay'
import { beforeAll, describe, expect, it } from 'vitest'
import { importHistory } from '../history.js'
import { type Rehearsed, rehearseSupport } from '../rehearse.js'
import { page } from './page.js'

let found: Rehearsed
let html: string
beforeAll(async () => {
  found = await rehearseSupport(await importHistory(generatedLog({ seed: 3, size: { incidents: 60 } })))
  html = page(found)
}, 120_000)

describe('the page', () => {
  it('is well-formed', () => {
    const open: string[] = []
    const body = html.slice(html.indexOf('<body>'), html.indexOf('</html>'))
    for (const [, closing, name = '', empty] of body.matchAll(/<(\/?)([a-z0-9]+)[^>]*?(\/?)>/g)) {
      if (closing) expect(open.pop()).toBe(name)
      else if (!empty) open.push(name)
    }
    expect(open).toEqual([])
    expect(html).not.toMatch(/NaN|undefined|\[object/)
  })

  it('needs nothing from anywhere else', () => {
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(html).not.toMatch(/\bsrc=|\bhref=|url\(|@import|<script/)
  })

  it('has every heading and table in both languages', () => {
    const told = [...html.matchAll(/<(h[12]|caption|summary)[^>]*>(.*?)<\/\1>/g)]
    expect(told.length).toBeGreaterThan(8)
    for (const [, , text] of told)
      expect(text).toMatch(/<span lang="en">.+<\/span> <span lang="zh-Hans">.*\p{Script=Han}/u)
    for (const [, id] of html.matchAll(/aria-labelledby="([\w-]+)/g)) expect(html).toContain(`id="${id}"`)
  })

  it('gives its pictures a title, a description, and their numbers', () => {
    expect(html.match(/<svg [^>]*role="img"/g)).toHaveLength(3)
    expect(html.match(/<desc id=/g)).toHaveLength(3)
    expect(html.match(/<details>/g)).toHaveLength(1)
  })

  it('says why, on both sides, of every ticket that it shows', () => {
    const { total } = found.rehearsal.differences.assignments
    expect(html).toContain(` of 60 tickets differ.`)
    expect(total).toBeGreaterThan(5)
    const cells = [...html.matchAll(/<td role="cell" data-head="(?:Today 现状|After 变更后)"><p><strong>/g)]
    const sentences = [...html.matchAll(/<p lang="zh-Hans">(?:危急|高|中|低|待规划)：/g)]
    expect(cells.length).toBeGreaterThan(8)
    expect(sentences).toHaveLength(cells.length)
  })

  it('follows light and dark surroundings on a screen, a phone and paper', () => {
    for (const query of ['screen and (prefers-color-scheme: dark)', '(max-width: 40rem)', 'print']) {
      expect(html).toContain(`@media ${query} {`)
    }
  })

  it('says that a policy failed', () => {
    const notes = [{ code: 'policy-failed', side: 'after', tickets: 3 }, { code: 'odd' }]
    const failed = page({ ...found, rehearsal: { ...found.rehearsal, notes } })
    expect(failed).toContain('A policy failed on 3 tickets after the change: mend it before it goes live.')
    expect(failed).toContain('<p lang="en">odd</p>')
  })
})
