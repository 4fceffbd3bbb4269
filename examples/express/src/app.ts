import { createHandler } from '@docket/http'
import { nodeListener, socketAddress } from '@docket/http/node'
import express, { type Express } from 'express'
import * as z from 'zod'
import type { Sessions } from './sessions.js'
import type { Support } from './support.js'

/** What the app is made of. */
export interface AppParts {
  readonly desk: Support
  readonly sessions: Sessions
  /** At least 32 characters that nobody can guess, the same on all nodes. */
  readonly secret: string
  /** Aborted when the process is to stop. */
  readonly signal?: AbortSignal
}

const signIn = z.strictObject({ name: z.string().min(1).max(100), role: z.enum(['requester', 'agent']) })

/** An app with routes of its own, and the desk below `/api/support`. */
export function createApp({ desk, sessions, secret, signal }: AppParts): Express {
  const app = express()
  app.disable('x-powered-by')

  // Before the parsers of bodies: the desk reads its own.
  const handle = createHandler(desk, {
    authenticate: (request) => sessions.of(request.headers.get('cookie')),
    secret,
    basePath: '/api/support',
    clientAddress: socketAddress,
    ...(signal && { signal }),
  })
  app.use('/api/support', nodeListener(handle))

  app.use(express.json())
  // For the example alone: your app knows better who somebody is.
  app.post('/sign-in', (request, response) => {
    const given = signIn.safeParse(request.body)
    if (!given.success) {
      response.status(400).json({ error: 'Say who you are: `name`, and `role`, requester or agent.' })
      return
    }
    const { name, role } = given.data
    const id = sessions.begin({ tenant: 'shop', actor: { type: role, id: name } })
    response.cookie('session', id, { httpOnly: true, sameSite: 'lax', secure: request.secure }).json({ name, role })
  })
  app.get('/me', (request, response) => {
    response.json({ actor: sessions.of(request.headers.cookie)?.actor ?? null })
  })
  return app
}
