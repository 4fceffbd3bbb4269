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
    const links = [...text.matchAll(/\]\(((?!https?:|#)[^)#]+)\)/g)].map(([, path]) => path)
    expect(links.length).toBeGreaterThan(10)
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('names a test for every feature', () => {
    const section = text.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? ''
    const rows = section
      .split('\n')
      .filter((line) => /^\| (?!---)/.test(line))
      .slice(1)
    expect(rows.length).toBeGreaterThan(10)
    const index = ['index', 'promises']
      .map((name) => readFileSync(join(root, 'packages/testkit/test/desk', `${name}.ts`), 'utf8'))
      .join('')
    const isRun = (name) => index.includes(`from './${name}.js'`)
    const namesTest = (row) =>
      /\.test(-d)?\.(ts|mjs)\)/.test(row) ||
      row.includes('drill/') ||
      [...row.matchAll(/test\/desk\/([a-z-]+)\.ts\)/g)].some(([, name]) => isRun(name))
    expect(rows.filter((row) => !namesTest(row))).toEqual([])
    const scenarios = [...section.matchAll(/test\/desk\/([a-z-]+)\.ts\)/g)].map(([, name]) => name)
    expect(scenarios.filter((name) => !isRun(name))).toEqual([])
  })
})
