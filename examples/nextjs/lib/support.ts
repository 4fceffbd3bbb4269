import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { memoryFileStore } from '@docket/files'
import { createHandler } from '@docket/http'
import { memoryStore } from '@docket/store-memory'
import * as z from 'zod'
import { principalOf, SESSION, secretOf } from './session'

const support = defineDesk({
  fields: z.object({ order: z.string().max(40).optional() }),
  workflows: [supportWorkflow],
  access: defaultAccess(),
})

async function make() {
  const desk = await createDesk(support, { store: memoryStore(), files: memoryFileStore() })
  const handle = createHandler(desk, {
    authenticate: (request) => {
      const [, value] = new RegExp(`(?:^|; )${SESSION}=([^;]+)`).exec(request.headers.get('cookie') ?? '') ?? []
      return principalOf(value)
    },
    secret: secretOf('DOCKET_SECRET'),
    basePath: '/api/support',
  })
  return { desk, handle }
}

// In development, modules are loaded anew with each change; the desk is to stay.
const known = globalThis as { docketSupport?: ReturnType<typeof make> }

/** The desk and its handler, made once per process. */
export function supportOf() {
  known.docketSupport ??= make()
  return known.docketSupport
}
