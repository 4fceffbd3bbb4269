import * as z from 'zod'
import { defineRoute } from '../route/define-route.js'
import {
  categoriesSchema,
  categoriesVersionSchema,
  categoryReviewSchema,
  categorySchema,
  formSchema,
} from '../schema/category-schema.js'
import { flag } from '../schema/query.js'
import { id, idOf, instant, labelInput } from '../schema/values.js'

const changed = { status: 200, body: categorySchema } as const
const access = 'changeCategories'

/** The tenant's categories and their forms. */
export const categoryRoutes = [
  defineRoute('categories', {
    id: 'listCategories',
    on: 'GET /categories',
    access: 'create',
    serves: ['categories.tree'],
    summary: 'The active categories as a tree, with `retired` all of them.',
    query: z.strictObject({ retired: flag.exactOptional() }),
    success: { status: 200, body: categoriesSchema, shows: 'version' },
    run: async ({ desk, query }) => {
      const tree = await desk.categories.tree(query)
      return { body: tree, version: tree.version }
    },
  }),
  defineRoute('categories', {
    id: 'addCategory',
    on: 'POST /categories',
    access,
    serves: ['categories.add'],
    summary: 'Adds a category.',
    body: z.strictObject({
      id,
      label: labelInput,
      parent: idOf('category').nullable().exactOptional(),
      other: z.boolean().exactOptional(),
      reviewAt: instant.nullable().exactOptional(),
    }),
    success: { status: 201, body: categorySchema },
    versioned: true,
    run: async ({ desk, body, options }) => ({ body: await desk.categories.add(body, options) }),
  }),
  defineRoute('categories', {
    id: 'renameCategory',
    on: 'PUT /categories/:categoryId/label',
    access,
    serves: ['categories.rename'],
    summary: 'Changes what people read.',
    body: z.strictObject({ label: labelInput }),
    success: changed,
    versioned: true,
    run: async ({ desk, params, body, options }) => ({
      body: await desk.categories.rename({ id: params.categoryId, ...body }, options),
    }),
  }),
  defineRoute('categories', {
    id: 'planCategoryReview',
    on: 'PUT /categories/:categoryId/review',
    access,
    serves: ['categories.planReview'],
    summary: 'Says when it is to be looked at again, or with null that it is not.',
    body: z.strictObject({ reviewAt: instant.nullable() }),
    success: changed,
    versioned: true,
    run: async ({ desk, params, body, options }) => ({
      body: await desk.categories.planReview({ id: params.categoryId, ...body }, options),
    }),
  }),
  defineRoute('categories', {
    id: 'moveCategory',
    on: 'PUT /categories/:categoryId/parent',
    access,
    serves: ['categories.move'],
    summary: 'Puts it, with all that is below it, below another, or to the top with null.',
    body: z.strictObject({ parent: idOf('category').nullable() }),
    success: changed,
    versioned: true,
    run: async ({ desk, params, body, options }) => ({
      body: await desk.categories.move({ id: params.categoryId, ...body }, options),
    }),
  }),
  defineRoute('categories', {
    id: 'mergeCategory',
    on: 'PUT /categories/:categoryId/merge',
    access,
    serves: ['categories.merge'],
    summary: 'Makes one category of two: this one is retired, and the other stands for it.',
    body: z.strictObject({ into: idOf('category') }),
    success: changed,
    versioned: true,
    run: async ({ desk, params, body, options }) => ({
      body: await desk.categories.merge({ from: params.categoryId, ...body }, options),
    }),
  }),
  defineRoute('categories', {
    id: 'retireCategory',
    on: 'DELETE /categories/:categoryId',
    access,
    serves: ['categories.retire'],
    summary: 'Lets no more tickets into it; those that are in it stay.',
    success: changed,
    versioned: true,
    run: async ({ desk, params, options }) => ({
      body: await desk.categories.retire({ id: params.categoryId }, options),
    }),
  }),
  defineRoute('categories', {
    id: 'listCategoryVersions',
    on: 'GET /category-versions',
    access,
    serves: ['categories.history'],
    summary: 'Every version of the categories, oldest first, with who made it.',
    success: { status: 200, body: z.strictObject({ items: z.array(categoriesVersionSchema) }) },
    run: async ({ desk }) => ({ body: { items: await desk.categories.history() } }),
  }),
  defineRoute('categories', {
    id: 'reviewCategories',
    on: 'GET /category-review',
    access: 'reviewCategories',
    serves: ['categories.review'],
    summary: 'How categories served the tickets that were created in a time.',
    query: z.strictObject({ since: instant, until: instant }),
    success: { status: 200, body: categoryReviewSchema },
    cost: 100,
    run: async ({ desk, query }) => ({ body: await desk.categories.review(query) }),
  }),
  defineRoute('categories', {
    id: 'getForm',
    on: 'GET /form',
    access: 'create',
    serves: ['form'],
    summary: 'The form for a ticket of a category, as a JSON Schema of its fields.',
    query: z.strictObject({ category: idOf('category').exactOptional(), locale: id.exactOptional() }),
    success: { status: 200, body: formSchema },
    run: async ({ desk, query }) => ({ body: await desk.form(query) }),
  }),
]
