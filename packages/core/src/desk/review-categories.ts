import type { CategoryReview, ReviewInput } from '../categories/review-types.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference } from '../store/record-types.js'
/** TODO */
export async function reviewCategories(
  _r: Runtime,
  _t: string,
  _a: ActorReference,
  _i: ReviewInput,
): Promise<CategoryReview> {
  throw new Error('soon')
}
