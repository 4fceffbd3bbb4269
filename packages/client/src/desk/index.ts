/**
 * A desk over HTTP for those who work at it: all of `@docket/client`, and what agents do besides.
 *
 * @packageDocumentation
 */

export * from '../index.js'
export { createDeskClient } from './create-desk-client.js'
export type {
  CategoryReads,
  DeskClient,
  DirectoryReads,
  InboxOverHttp,
  PageQuery,
  PartOverHttp,
} from './desk-client-types.js'
