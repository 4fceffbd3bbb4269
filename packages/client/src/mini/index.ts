/**
 * How a client of `@docket/client` asks in mini programs.
 *
 * @packageDocumentation
 */

export { type MiniRequest, type MiniTask, miniTransport, type SendMiniRequest } from './mini-transport.js'
