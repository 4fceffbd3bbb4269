import type { DeskMeta } from '@docket/client'
import type { FormSchema } from '@docket/core'
import { expect, test } from 'vitest'
import { formFor } from './categories.js'

const form = (category: string | null, own: string | null, required: readonly string[] = []): FormSchema => ({
  type: 'object',
  properties: {},
  required,
  additionalProperties: false,
  'x-docket': { category, form: own, label: null },
})
const meta = (...forms: readonly FormSchema[]) => ({ forms, categories: [] }) as unknown as DeskMeta

// Every field of every category stood in the form before one was chosen.
test('nothing is asked for that may be of no use, before a category with a form of its own is chosen', () => {
  const repair = form('repair', 'repair')
  const all = form(null, null)
  expect(formFor(meta(repair, all), null)).toBe(null)
  expect(formFor(meta(repair, all), 'repair')).toBe(repair)
  expect(formFor(meta(repair, all), 'else')).toBe(all)
})

test('what each ticket needs is asked for at once', () => {
  const needed = form(null, null, ['order'])
  expect(formFor(meta(form('repair', 'repair'), needed), null)).toBe(needed)
  const only = form(null, null)
  expect(formFor(meta(only), null)).toBe(only)
})
