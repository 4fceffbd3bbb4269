// Whoever copies an example from a README or a doc comment gets code that compiles: every ```ts block is a module of its
// own, compiled against the sources. What a block cannot show each time is declared in the prelude.
import { describe, expect, it } from 'vitest'
import { compileExamples, examplesOf, findDocuments } from './examples.mjs'

/** What an app that embeds a desk has at hand: its definition, its database, and who is asking. */
const PRELUDE = `
import type { Desk, DeskDefinition, DeskPrincipal } from '@docket/core'
import type { PostgresStore } from '@docket/store-postgres'
import type pg from 'pg'
declare global {
  const support: typeof import('./first-desk/src/main.js').support
  const desk: typeof support extends DeskDefinition<infer Shape> ? Desk<Shape> : never
  const pool: pg.Pool
  const client: pg.PoolClient
  const store: PostgresStore
  const principal: DeskPrincipal
  const orderId: string
  const customerId: string
}
`

const PLANTED = `
Words, and a block of another language:

\`\`\`sh
npm install
\`\`\`

- \`\`\`ts
  import { nowhere } from '@docket/core'
  \`\`\`

\`\`\`ts
import * as z from 'zod'
export const one: number = z.string().parse('one')
\`\`\`

/**
 * @example
 * \`\`\`ts
 * const first = 1
 *
 * export const event = desk.as(principal).send('1', { type: 'explode' })
 * \`\`\`
 */
`

describe('examples', () => {
  const examples = findDocuments().flatMap(examplesOf)
  const planted = examplesOf({ path: 'planted.md', text: PLANTED })

  it('are found in READMEs and in doc comments', () => {
    const places = new Set(examples.map(({ path }) => path))
    for (const path of ['README.md', 'README.zh-CN.md', 'packages/store-postgres/README.md'])
      expect(places).toContain(path)
    expect([...places].filter((path) => path.endsWith('.ts')).length).toBeGreaterThan(8)
  })

  // One program for all of them, the planted ones too, because it reads the sources only once.
  it('compile, and those that should not do not', { timeout: 240_000 }, () => {
    const errors = compileExamples([...examples, ...planted], PRELUDE)
    const isPlanted = (error) => error.startsWith('planted.md')
    expect(errors.filter((error) => !isPlanted(error))).toEqual([])
    expect(errors.filter(isPlanted)).toEqual([
      expect.stringMatching(/^planted.md:9 .*no exported member 'nowhere'/),
      expect.stringMatching(/^planted.md:14 Type 'string' is not assignable to type 'number'/),
      expect.stringMatching(/^planted.md:22 Type '"explode"' is not assignable/),
    ])
  })
})
