/**
 * A file store for attachments in a directory on disk.
 *
 * @packageDocumentation
 */
export { type DiskFileStoreOptions, diskFileStore } from './disk-file-store.js'
