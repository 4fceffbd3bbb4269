import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { memoryFileStore } from '@docket/files'
import { memoryStore } from '@docket/store-memory'
import type { HandlerFixture, HandlerFixtures, MountHandler } from '@docket/testkit'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { createHandler } from '../../src/index.js'
import { nodeListener } from '../../src/node/index.js'

const definition = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })

/** A handler of an empty desk in memory. */
export const handler: HandlerFixtures['handler'] = async (options) =>
  createHandler(await createDesk(definition, { store: memoryStore(), files: memoryFileStore() }), options)

/** The handler without any server. */
export const bare: MountHandler = (handle) => ({
  origin: 'https://desk.test',
  fetch: async (url, init) => handle(new Request(url, init)),
  destroy: () => {},
})

async function listening(server: Server): Promise<HandlerFixture> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    destroy: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A server of Node's with some listener. */
export const listenBy = (listener: RequestListener): Promise<HandlerFixture> => listening(createServer(listener))

/** Where a handler can be mounted, as the documentation says. */
export const mounts: Readonly<Record<string, MountHandler>> = {
  'no server': bare,
  'a server of Node': (handle) => listenBy(nodeListener(handle)),
  Hono: (handle, basePath) => {
    const app = new Hono().all(`${basePath}/*`, (context) => handle(context.req.raw))
    const listen = getRequestListener(app.fetch, { overrideGlobalObjects: false })
    return listenBy((incoming, outgoing) => void listen(incoming, outgoing))
  },
  'Express 5': (handle, basePath) => {
    const app = express()
    app.use(basePath, nodeListener(handle))
    app.use(express.json())
    return listening(createServer(app))
  },
  'Fastify 5': async (handle, basePath) => {
    const listen = nodeListener(handle)
    const server = fastify()
    await server.register(async (scope) => {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
      scope.all(`${basePath}/*`, (request, reply) => {
        reply.hijack()
        listen(request.raw, reply.raw)
      })
    })
    const origin = await server.listen({ port: 0, host: '127.0.0.1' })
    return {
      origin,
      destroy: async () => {
        server.server.closeAllConnections()
        await server.close()
      },
    }
  },
}
