/**
 * A file store for attachments in a bucket of S3, or of what speaks like it. Needs `@aws-sdk/client-s3`.
 *
 * @packageDocumentation
 */
export { type S3FileStoreOptions, s3FileStore } from './s3-file-store.js'
