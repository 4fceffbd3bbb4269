import { S3Client } from '@aws-sdk/client-s3'
import { s3FileStore } from '../../src/s3.js'
import type { S3Fake } from './s3-fake.js'

/** A file store in a fake's bucket. */
export function storeIn(
  { endpoint }: Pick<S3Fake, 'endpoint'>,
  { attempts = 1, bucket = 'desk', prefix = 'files/' } = {},
) {
  const client = new S3Client({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
    maxAttempts: attempts,
  })
  return s3FileStore({ client, bucket, prefix })
}
