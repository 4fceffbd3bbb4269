import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROUTES } from '../src/routes/index.js'
import { HTTP_ERRORS } from '../src/schema/http-errors.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const section = (heading: string) => readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
const rowsOf = (heading: string) =>
  section(heading)
    .split('\n')
    .filter((line) => line.startsWith('| `'))

/** The fixed parts of a path. */
const partsOf = (path: string) => path.split('/').filter((part) => part !== '' && !/^[:{]/.test(part))

describe("the README's table of routes", () => {
  /** For each row the parts of the paths that its first cell names. */
  const rows = rowsOf('Routes').map((row) => {
    const [, cell = ''] = row.split('|')
    return [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => partsOf(path))
  })

  it('names the beginning and the end of every path', () => {
    const isNamed = (path: string) => {
      const parts = partsOf(path)
      const [first = '', last = ''] = [parts[0], parts.at(-1)]
      return rows.some((named) => named.some(([begin]) => begin === first) && named.flat().includes(last))
    }
    expect(rows.length).toBeGreaterThan(15)
    expect(ROUTES.filter(({ path }) => !isNamed(path)).map(({ path }) => path)).toEqual([])
  })

  it('names no path that is not there', () => {
    const known = new Set(ROUTES.flatMap(({ path }) => partsOf(path)))
    expect(rows.flat(2).filter((part) => !known.has(part))).toEqual([])
  })
})

it("the README's table of codes is the handler's", () => {
  const said = rowsOf('Codes').map((row) => row.split('|').slice(1, 3).join('').replaceAll('`', '').trim())
  const known = Object.entries(HTTP_ERRORS).map(([code, statuses]) => `${code}  ${statuses.join(' or ')}`)
  expect(said).toEqual(known)
})
