import * as z from 'zod'
import { actor, time, when } from './values.js'

/** A category with what is below it. */
export const categorySchema = z
  .strictObject({
    id: z.string(),
    label: z.record(z.string(), z.string()),
    parent: z.string().nullable(),
    status: z.enum(['active', 'retired']),
    mergedInto: z.string().nullable(),
    other: z.boolean(),
    reviewAt: when,
    get children() {
      return z.array(categorySchema)
    },
  })
  .meta({ id: 'Category' })

/** The categories of a tenant in one version. */
export const categoriesSchema = z
  .strictObject({ version: z.int(), categories: z.array(categorySchema) })
  .meta({ id: 'Categories' })

/** One version of a tenant's categories. */
export const categoriesVersionSchema = z
  .strictObject({ version: z.int(), categories: z.array(categorySchema), changedAt: time, by: actor })
  .meta({ id: 'CategoriesVersion' })

const group = z.strictObject({ tickets: z.int(), words: z.array(z.string()) })

/** How categories served a time. */
export const categoryReviewSchema = z
  .strictObject({
    since: time,
    until: time,
    tickets: z.int(),
    categories: z.array(
      z.strictObject({
        category: z.string().nullable(),
        tickets: z.int(),
        share: z.number(),
        months: z.record(z.string(), z.int()),
        compared: z.int(),
      }),
    ),
    other: z.strictObject({ tickets: z.int(), share: z.number() }),
    unused: z.array(z.string()),
    overlaps: z.array(
      z.strictObject({
        categories: z.tuple([z.string(), z.string()]),
        confusion: z.number(),
        guessed: z.int(),
        sharedWords: z.array(z.string()),
      }),
    ),
    merges: z.array(
      z.strictObject({
        from: z.string(),
        into: z.string(),
        confusion: z.number(),
        tickets: z.strictObject({ from: z.int(), into: z.int() }),
      }),
    ),
    splits: z.array(
      z.strictObject({
        category: z.string(),
        share: z.number(),
        groups: z.tuple([group, group]),
        distance: z.number(),
      }),
    ),
    due: z.array(z.strictObject({ category: z.string(), reviewAt: time })),
  })
  .meta({ id: 'CategoryReview' })

/** A form as a JSON Schema of `fields`. */
export const formSchema = z
  .looseObject({
    type: z.literal('object'),
    properties: z.record(z.string(), z.looseObject({})),
    required: z.array(z.string()),
    additionalProperties: z.literal(false),
  })
  .meta({ id: 'Form' })
