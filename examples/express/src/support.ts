import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { memoryFileStore } from '@docket/files'
import { memoryStore } from '@docket/store-memory'
import * as z from 'zod'

/** What the shop's support is like. */
const support = defineDesk({
  fields: z.object({ order: z.string().max(40).optional() }),
  workflows: [supportWorkflow],
  effects: { tellShop: { on: ['ticket.created'] } },
  access: defaultAccess(),
})

/** Something that the shop is told of, outside of the desk. */
export interface Told {
  readonly ticketId: string
  readonly type: string
}

/** Makes the desk; what its worker tells the shop goes to `tell`. */
export function createSupport(tell: (told: Told) => void) {
  return createDesk(support, {
    store: memoryStore(),
    files: memoryFileStore(),
    effects: { tellShop: ({ ticketId, event }) => tell({ ticketId, type: event.type }) },
  })
}

/** The shop's desk. */
export type Support = Awaited<ReturnType<typeof createSupport>>
