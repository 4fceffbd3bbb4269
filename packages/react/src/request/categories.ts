import type { DeskMeta, Wire } from '@docket/client'
import type { FormSchema, Category as KnownCategory } from '@docket/core'
import { labelIn } from '../text/label-in.js'

type Category = Wire<KnownCategory>

/** A category that can be chosen, with the names of those above it. */
export interface CategoryChoice {
  readonly id: string
  readonly label: string
}

/** The categories that can be chosen, in their order. One that others are below is only a heading. */
export function categoryChoices(categories: readonly Category[], locale: string, above = ''): CategoryChoice[] {
  return categories.flatMap(({ id, label, status, children }): CategoryChoice[] => {
    if (status === 'retired') return []
    const name = above + (labelIn(label, locale) ?? id)
    const below = categoryChoices(children, locale, `${name} › `)
    return below.length > 0 ? below : [{ id, label: name }]
  })
}

/** The form of a category: its own, else that of the nearest one above it, else what every ticket is asked for. */
export function formFor({ forms, categories }: DeskMeta, category: string | null): FormSchema | null {
  const own = (id: string | null) => forms.find((form) => form['x-docket'].category === id)
  for (let id = category; id !== null; id = parentOf(categories ?? [], id)) {
    const found = own(id)
    if (found) return found
  }
  const general = own(null) ?? null
  // Where categories have forms of their own, nothing is asked for before one is chosen that may be of no use.
  const isEarly = category === null && forms.some((form) => form['x-docket'].form !== null)
  return isEarly && general?.['x-docket'].form === null && general.required.length === 0 ? null : general
}

function parentOf(categories: readonly Category[], id: string): string | null {
  for (const category of categories) {
    if (category.id === id) return category.parent
    const found = parentOf(category.children, id)
    if (found !== null) return found
  }
  return null
}
