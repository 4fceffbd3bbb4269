// Server pages of Next.js import the widget as it is. So every file that is published for pages says that it is a
// client's, also those that only others import: bundlers look at each by itself.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './run.mjs'

const dist = join(root, 'packages/react/dist')
const files = readdirSync(dist).filter((name) => /\.c?js$/.test(name))
const isForClients = (text) => /^\s*['"]use client['"];/.test(text)

describe('what @docket/react publishes', () => {
  it('has all its entries, as ESM and CommonJS', () => {
    const entries = ['index', 'widget', 'element'].flatMap((name) => [`${name}.js`, `${name}.cjs`])
    expect(files).toEqual(expect.arrayContaining(entries))
  })

  it.each(files)('%s begins with `use client`', (name) => {
    expect(isForClients(readFileSync(join(dist, name), 'utf8'))).toBe(true)
  })

  it('would be found to lack it', () => {
    expect(isForClients("import { useState } from 'react'; 'use client';")).toBe(false)
  })
})
