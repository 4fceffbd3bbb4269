import { CategoryTree, NO_CATEGORIES } from '../categories/category-tree.js'
import type { Store } from '../store/port.js'
import type { TicketRecord } from '../store/record-types.js'
import type { Needs } from '../ticket/command.js'
import type { CompiledWorkflow } from '../workflow/compile.js'
import type { Runtime } from './runtime.js'

/** The id of the one entry that holds a tenant's categories. */
export const TREE_ID = 'tree'

/** The tenant's categories as they are now. Never from a cache: what begins after a change, on any node, goes by it. */
export async function categoriesOf(store: Store, tenant: string): Promise<CategoryTree> {
  const record = await store.directoryEntry(tenant, 'categories', TREE_ID)
  return record?.kind === 'categories' ? new CategoryTree(record.entry, record.version) : NO_CATEGORIES
}

/**
 * The tenant's categories where a decision turns on them: of what a command names, and of the form that the ticket's
 * category inherits. Others spare the store the question.
 */
export async function categoriesFor(
  { store, model }: Runtime,
  ticket: Pick<TicketRecord, 'tenant' | 'category'>,
  needs: Needs | undefined,
  workflow: CompiledWorkflow,
): Promise<CategoryTree> {
  const asksForm =
    needs?.form === true || model.rules.asksApprovals || needs?.ticket !== undefined || workflow.requiresForm
  // Another ticket that the command changes may be in a category whose form one of its transitions requires.
  const inCategory = ticket.category !== null || needs?.ticket !== undefined
  const ofForm = asksForm && model.forms.size > 0 && inCategory
  return needs?.categories === true || ofForm ? categoriesOf(store, ticket.tenant) : NO_CATEGORIES
}
