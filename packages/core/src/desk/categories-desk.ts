import * as z from 'zod'
import { CategoryTree } from '../categories/category-tree.js'
import {
  addCategory,
  mergeCategories,
  moveCategory,
  planReview,
  renameCategory,
  retireCategory,
  type TreeChange,
} from '../categories/change-tree.js'
import { type Category, nestedCategories, nestedCategory } from '../categories/nested-categories.js'
import { DocketError } from '../kernel/error.js'
import { id, instant, parseInput, text } from '../kernel/input.js'
import { canonicalJson, isPlainObject } from '../kernel/json.js'
import { shortPause } from '../kernel/system.js'
import { authorize, notFound } from '../runtime/authorize.js'
import { categoriesOf, TREE_ID } from '../runtime/categories-of.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, DirectoryRecord } from '../store/record-types.js'
import { isRefusal, refusalError } from '../ticket/refusal.js'
import type { CategoriesDesk } from './categories-desk-types.js'
import { reviewCategories } from './review-categories.js'

const MOST_TRIES = 60
const TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/
const label = z
  .custom<Record<string, unknown>>(isPlainObject, 'must be an object of texts by language')
  .refine(
    (texts) => Object.keys(texts).every((tag) => TAG.test(tag)),
    'has a key that is no BCP 47 tag, such as zh-Hans',
  )
  .pipe(z.record(z.string(), text(200)))
  .refine((texts) => Object.keys(texts).length > 0, 'needs a text in one language at least')
  .refine((texts) => Object.keys(texts).length <= 50, 'has more than 50 languages')
const reviewAt = instant.nullable()
const added = z.strictObject({
  id,
  label,
  parent: id.nullable().default(null),
  other: z.boolean().default(false),
  reviewAt: reviewAt.default(null),
})
const planned = z.strictObject({ id, reviewAt })
const renamed = z.strictObject({ id, label })
const moved = z.strictObject({ id, parent: id.nullable() })
const merged = z.strictObject({ from: id, into: id })
const retired = z.strictObject({ id })
const treeOptions = z.strictObject({ retired: z.boolean().default(false) })
const changeOptions = z.strictObject({ expectedVersion: z.int().min(0).optional() })

/** A tenant's categories as one actor sees and changes them. */
export function categoriesDesk(runtime: Runtime, tenant: string, actor: ActorReference): CategoriesDesk {
  const { store, model } = runtime
  const change = async (name: string, of: string, make: TreeChange, options: unknown = {}): Promise<Category> => {
    authorize(model.access, actor, 'changeCategories', null)
    const { expectedVersion } = parseInput(changeOptions, options, `categories.${name}`)
    const tree = await changeTree(runtime, { tenant, actor }, make, expectedVersion)
    const category = tree.category(of)
    if (!category) throw notFound('category')
    return nestedCategory(tree, category)
  }
  const parse = <T>(schema: z.ZodType<T>, input: unknown, name: string) => {
    authorize(model.access, actor, 'changeCategories', null)
    return parseInput(schema, input, `categories.${name}`)
  }
  return {
    async tree(options = {}) {
      authorize(model.access, actor, 'create', null)
      const { retired: all } = parseInput(treeOptions, options, 'categories.tree')
      const tree = await categoriesOf(store, tenant)
      const seen = model.access.can(actor, 'readInternal', null).allow ? tree : tree.public()
      return { version: tree.version, categories: nestedCategories(seen, all) }
    },
    async add(input, options) {
      const category = parse(added, input, 'add')
      return change('add', category.id, addCategory(category), options)
    },
    async rename(input, options) {
      const { id: of, label: to } = parse(renamed, input, 'rename')
      return change('rename', of, renameCategory(of, to), options)
    },
    async planReview(input, options) {
      const { id: of, reviewAt: at } = parse(planned, input, 'planReview')
      return change('planReview', of, planReview(of, at), options)
    },
    async move(input, options) {
      const { id: of, parent } = parse(moved, input, 'move')
      return change('move', of, moveCategory(of, parent), options)
    },
    async merge(input, options) {
      const { from, into } = parse(merged, input, 'merge')
      return change('merge', into, mergeCategories(from, into), options)
    },
    async retire(input, options) {
      const { id: of } = parse(retired, input, 'retire')
      return change('retire', of, retireCategory(of), options)
    },
    async history() {
      authorize(model.access, actor, 'changeCategories', null)
      const records = await store.directoryHistory(tenant, 'categories', TREE_ID)
      return records.flatMap((record) => {
        if (record.kind !== 'categories') return []
        const { version, changedAt, actor: by, entry } = record
        const categories = nestedCategories(new CategoryTree(entry, version), true)
        return [{ version, changedAt: new Date(changedAt), by, categories }]
      })
    },
    review: (input) => reviewCategories(runtime, tenant, actor, input),
  }
}

/** Changes the tree as it is when the change is written, however many change it at once. */
async function changeTree(
  { store, clock }: Runtime,
  by: { readonly tenant: string; readonly actor: ActorReference },
  change: TreeChange,
  expectedVersion: number | undefined,
): Promise<CategoryTree> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const tree = await categoriesOf(store, by.tenant)
    if (expectedVersion !== undefined && expectedVersion !== tree.version) {
      const message = `The categories have changed; their version is now ${tree.version}. Read them again and decide anew.`
      throw new DocketError('VERSION_CONFLICT', message, { actual: tree.version, expected: expectedVersion })
    }
    const categories = change(tree)
    if (isRefusal(categories)) throw refusalError(categories)
    if (canonicalJson(categories) === canonicalJson(tree.categories)) return tree
    const entry = { id: TREE_ID, categories }
    const version = tree.version + 1
    const record = { ...by, kind: 'categories', id: TREE_ID, entry, version, changedAt: clock.now() } as const
    if (await store.putDirectory(record satisfies DirectoryRecord)) return new CategoryTree(entry, version)
    await shortPause(tries)
  }
  throw new DocketError('BUSY', 'Others keep changing the categories; nothing was changed. Try again.')
}
