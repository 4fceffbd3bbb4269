import type { CategoryTree } from '../categories/category-tree.js'
import type { Form } from './form-types.js'

/** The form of a category: its own, else that of the nearest category above it; null where there is none. */
export function formOf(forms: ReadonlyMap<string, Form>, tree: CategoryTree, category: string | null): Form | null {
  if (category === null || forms.size === 0) return null
  const lineage = tree.lineage(category)
  // A category that is in no tree stands alone.
  for (const id of lineage.length > 0 ? lineage : [category]) {
    const form = forms.get(id)
    if (form) return form
  }
  return null
}
