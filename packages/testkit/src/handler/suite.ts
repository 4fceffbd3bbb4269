import { type ConformanceReport, runCases } from '../store/conformance.js'
import { defineCases, type TestRunner } from '../store/suite.js'
import { handlerCases } from './cases/index.js'
import type { HandlerFixtures } from './fixture.js'
import { runHandlerCase } from './handler-case.js'

/** How handlers are made and mounted, and what of the suite is left out. */
export interface HandlerSuiteOptions extends HandlerFixtures {
  /** Case id to the reason why it is left out, which is printed. A core case cannot be left out. */
  readonly skip?: Readonly<Record<string, string>>
}

/**
 * Defines as tests what a server must do with a handler that is mounted in it: pass on what is asked and answered, byte for
 * byte, header for header and piece by piece, and tell when whoever asks has gone.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http'
 * import type { AddressInfo } from 'node:net'
 * import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
 * import { memoryFileStore } from '@docket/files'
 * import { createHandler } from '@docket/http'
 * import { nodeListener } from '@docket/http/node'
 * import { memoryStore } from '@docket/store-memory'
 * import { defineHandlerSuite } from '@docket/testkit'
 * import { describe, it } from 'vitest'
 *
 * const small = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })
 *
 * defineHandlerSuite({ describe, it }, {
 *   handler: async (options) =>
 *     createHandler(await createDesk(small, { store: memoryStore(), files: memoryFileStore() }), options),
 *   // Your server in place of this one.
 *   mount: async (handle) => {
 *     const server = createServer(nodeListener(handle))
 *     await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
 *     const { port } = server.address() as AddressInfo
 *     return {
 *       origin: `http://127.0.0.1:${port}`,
 *       destroy: () => {
 *         server.closeAllConnections()
 *         server.close()
 *       },
 *     }
 *   },
 * })
 * ```
 * @throws Error when a skip names no case, a core case, or gives no reason
 */
export function defineHandlerSuite(runner: TestRunner, options: HandlerSuiteOptions): void {
  defineCases(runner, 'mounted handler', handlerCases, options.skip, (one) => runHandlerCase(one, options))
}

/**
 * Runs every case for mounted handlers without a test runner, one after the other.
 *
 * @throws Error when a skip names no case, a core case, or gives no reason; never because a case failed
 */
export function runHandlerConformance(options: HandlerSuiteOptions): Promise<ConformanceReport> {
  return runCases(handlerCases, options.skip, (one) => runHandlerCase(one, options))
}
