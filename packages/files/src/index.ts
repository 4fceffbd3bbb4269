/**
 * File stores for attachments. This entry keeps the bytes in memory; `@docket/files/disk` keeps them in a directory.
 *
 * @packageDocumentation
 */
export { memoryFileStore } from './memory-file-store.js'
