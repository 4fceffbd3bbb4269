import type { DeskShapeOf } from '@docket/core'
import type { Client, ClientOptions } from './client-types.js'
import { requestOf } from './commands.js'
import { openClient } from './open-client.js'

/**
 * Makes a client of a desk that is served over HTTP, typed by the desk's definition: all that requesters do. For agents, the
 * entry `@docket/client/desk` has one that does more.
 *
 * @example
 * ```ts
 * import { createClient } from '@docket/client'
 *
 * const client = createClient<typeof support>({ baseUrl: '/api/support', user: 'c1', token: () => 'the token' })
 *
 * const thread = client.thread('t1')
 * const stop = thread.subscribe(() => console.log(thread.get().data))
 * await client.reply('t1', { body: 'It works again.' })
 * stop()
 * ```
 */
export function createClient<Definition>(options: ClientOptions): Client<DeskShapeOf<Definition>> {
  return openClient(options, requestOf).client as unknown as Client<DeskShapeOf<Definition>>
}
