import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { DocketError, type FileStore } from '@docket/core/store'
import { isFileKey, requireFileKey } from './key.js'
import { putObject, type S3Place } from './s3-put.js'
import { bucketFailed, inBucket, isNotThere, limited } from './s3-requests.js'
import { steadily } from './steadily.js'

/** Where an S3 file store keeps its files. */
export interface S3FileStoreOptions {
  /** The client, with its region, credentials and attempts, as your app has it. */
  readonly client: S3Client
  /** The bucket, which exists; without versions, else what is removed stays as an earlier version. */
  readonly bucket: string
  /** What stands before each key, such as `attachments/`; nothing if left out. */
  readonly prefix?: string
}

/**
 * Makes a file store in a bucket of S3, or of what speaks like it and knows `If-None-Match` on writes.
 *
 * A file is never visible in part and never overwritten. It is sent in parts of 8 MiB, of which one is in memory at a time;
 * when the source or the bucket fails half-way, what was sent is taken back. A process that is killed takes nothing back:
 * give the bucket a rule that ends unfinished uploads after a day. The rights that it needs are those to get, put and
 * delete objects, to abort uploads, and to list the bucket (without the last, S3 calls a missing file forbidden).
 *
 * `put` rejects with `INVALID_INPUT` for a key that is taken or not 16 to 64 lower-case letters, digits and hyphens,
 * with the source's own error when that fails, and with `FILE_UNAVAILABLE` when the bucket does. No request is waited for
 * longer than 60 seconds.
 *
 * @example
 * ```ts
 * import { S3Client } from '@aws-sdk/client-s3'
 * import { s3FileStore } from '@docket/files/s3'
 *
 * const client = new S3Client({ region: 'eu-central-1' })
 * export const files = s3FileStore({ client, bucket: 'my-desk', prefix: 'attachments/' })
 * ```
 * @throws DocketError `INVALID_DEFINITION` for a bucket or prefix that is none
 */
export function s3FileStore({ client, bucket, prefix = '' }: S3FileStoreOptions): FileStore {
  requirePlace(bucket, prefix)
  const at = (key: string): S3Place => ({ Bucket: bucket, Key: `${prefix}${key}` })
  return {
    async put(key, bytes) {
      requireFileKey(key)
      await putObject(client, at(key), key, bytes)
    },
    async get(key) {
      if (!isFileKey(key)) return null
      try {
        await limited((options) => client.send(new HeadObjectCommand(at(key)), options))
      } catch (error) {
        if (isNotThere(error)) return null
        throw bucketFailed('find the file', error)
      }
      return contentOf(client, at(key))
    },
    async remove(key) {
      if (!isFileKey(key)) return
      await inBucket('remove the file', (options) =>
        client.send(new DeleteObjectCommand(at(key)), options).catch((error: unknown) => {
          if (!isNotThere(error)) throw error
        }),
      )
    },
  }
}

// Asked for when it is read, not before: a caller that drops the answer leaves no open connection behind.
function contentOf(client: S3Client, place: S3Place): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      const command = new GetObjectCommand(place)
      const { Body, ContentLength } = await inBucket('read the file', (options) => client.send(command, options))
      let size = 0
      try {
        for await (const chunk of steadily((Body ?? []) as AsyncIterable<Uint8Array>)) {
          size += chunk.byteLength
          yield chunk
        }
      } catch (cause) {
        throw bucketFailed('read the file', cause)
      } finally {
        // Whoever stops early, or a bucket that stalls, must not keep the connection.
        ;(Body as { readonly destroy?: () => void } | undefined)?.destroy?.()
      }
      if (ContentLength !== undefined && size !== ContentLength)
        throw bucketFailed('read the file', new Error(`It has ${ContentLength} bytes, and ${size} came.`))
    },
  }
}

function requirePlace(bucket: string, prefix: string): void {
  const steps = prefix.split('/')
  const odd = steps.some((step, place) => /^\.{1,2}$/.test(step) || (step === '' && place < steps.length - 1))
  if (bucket !== '' && (prefix === '' || (!odd && /^[\w!.*'()/-]{1,512}$/.test(prefix)))) return
  throw new DocketError(
    'INVALID_DEFINITION',
    'An S3 file store needs the name of a bucket, and a prefix such as attachments/ that does not begin with a slash.',
  )
}
