import { type Refusal, refuse } from '../ticket/refusal.js'
import type { CategoryTree } from './category-tree.js'

/** The category that a command means by an id: an active one of the tree, or whatever it says where there is no tree. */
export function namedCategory(tree: CategoryTree, id: string): string | Refusal {
  if (tree.isFree) return id
  const category = tree.current(id)
  if (category?.status === 'active') return category.id
  return unknownCategory(tree, id, category !== undefined)
}

/** The refusal for an id that is no category, or one no more. */
export function unknownCategory(tree: CategoryTree, id: string, retired = false): Refusal {
  const known = tree.known()
  const which = retired ? 'is retired' : 'does not exist'
  const listed = known.length > 0 ? `name an active one, such as ${known.join(', ')}` : 'add it first'
  const code = retired ? 'category-retired' : 'category-unknown'
  return refuse('COMMAND_REFUSED', `The category ${id} ${which}; ${listed}.`, { code, category: id, known })
}
