// The READMEs promise: the code that they show is the code that runs, the files that they name exist, and every line
// of what works names a test. A README that drifts from the repository fails here.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './run.mjs'

const example = readFileSync(join(root, 'examples/first-desk/src/main.ts'), 'utf8').trim()

describe.each([
  ['README.md', 'What works today'],
  ['README.zh-CN.md', '已经可用'],
])('%s', (file, heading) => {
  const text = readFileSync(join(root, file), 'utf8')

  it('shows the first desk as it runs', () => {
    const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code.trim())
    expect(blocks).toContain(example)
  })

  it('names only files that exist', () => {
    const links = [...text.matchAll(/\]\(((?!https?:|#)[^)#]+)/g)].map(([, path]) => path)
    const pictures = [...text.matchAll(/(?:src|srcset)="([^"]+\.png)"/g)].map(([, path]) => path)
    expect(links.length).toBeGreaterThan(10)
    expect(pictures.length).toBe(2)
    expect([...links, ...pictures].filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('opens with a picture and the ten lines that embed it', () => {
    const opening = text.split('\n## ')[0]
    expect(opening).toMatch(/<img alt="[^"]{40,}"/)
    const [server = ''] = [...opening.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code)
    expect(server.split('\n').filter(Boolean)).toHaveLength(10)
    expect(opening).toContain('<DocketWidget ')
    expect(opening).toContain('<script async src="/docket/docket.js"')
    expect(opening.indexOf('<img')).toBeLessThan(opening.indexOf('```'))
  })

  it('names a test for every feature', () => {
    const section = text.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? ''
    // A row with nothing but words, followed by a line, is the head of its table.
    const rows = [...section.matchAll(/^\| .*$(?!\n\|---)/gm)].map(([row]) => row)
    expect(rows.length).toBeGreaterThan(10)
    const index = ['index', 'promises']
      .map((name) => readFileSync(join(root, 'packages/testkit/test/desk', `${name}.ts`), 'utf8'))
      .join('')
    const isRun = (name) => index.includes(`from './${name}.js'`)
    const namesTest = (row) =>
      /\.test(-d)?\.(tsx?|mjs)\)/.test(row) ||
      row.includes('drill/') ||
      [...row.matchAll(/test\/desk\/([a-z-]+)\.ts\)/g)].some(([, name]) => isRun(name))
    expect(rows.filter((row) => !namesTest(row))).toEqual([])
    const scenarios = [...section.matchAll(/test\/desk\/([a-z-]+)\.ts\)/g)].map(([, name]) => name)
    expect(scenarios.filter((name) => !isRun(name))).toEqual([])
  })
})
