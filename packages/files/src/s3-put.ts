import { randomBytes } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { inParts } from './bytes-in-parts.js'
import { keyTaken } from './key.js'
import { bucketFailed, inBucket, isNotThere, limited } from './s3-requests.js'

/** Where an object lies. */
export interface S3Place {
  readonly Bucket: string
  readonly Key: string
}

/** What is sent at once; S3 takes parts of 5 MiB and more, and 10,000 of them. */
const PART_BYTES = 8 * 1024 * 1024

/** By this its metadata says which put wrote an object. */
const MARK = 'docket-put'

/** Writes an object that does not exist yet: whole, or not at all. One part of it is in memory at a time. */
export async function putObject(
  client: S3Client,
  place: S3Place,
  key: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const marked = { ...place, Metadata: { [MARK]: randomBytes(16).toString('hex') } }
  const upload = partsUpload(client, marked)
  try {
    for await (const part of inParts(bytes, PART_BYTES)) {
      if (part.byteLength < PART_BYTES && !upload.begun) return await created(client, marked, key, putWhole(part))
      await upload.send(part)
    }
    await created(client, marked, key, upload.begun ? upload.complete : putWhole(new Uint8Array()))
  } catch (error) {
    await upload.abort()
    throw error
  }

  function putWhole(Body: Uint8Array) {
    const command = new PutObjectCommand({ ...marked, Body, IfNoneMatch: '*' })
    return () => limited((options) => client.send(command, options))
  }
}

type Marked = S3Place & { readonly Metadata: Record<string, string> }

/** An upload in parts, which begins with its first. */
function partsUpload(client: S3Client, { Metadata, ...place }: Marked) {
  const parts: CompletedPart[] = []
  let id: string | undefined
  return {
    get begun() {
      return id !== undefined
    },
    async send(Body: Uint8Array): Promise<void> {
      const begin = new CreateMultipartUploadCommand({ ...place, Metadata })
      id ??= (await inBucket('begin the file', (options) => client.send(begin, options))).UploadId ?? ''
      const PartNumber = parts.length + 1
      const command = new UploadPartCommand({ ...place, UploadId: id, PartNumber, Body })
      const { $metadata: _, ...sent } = await inBucket('send the file', (options) => client.send(command, options))
      parts.push({ ...checkedBy(sent), PartNumber })
    },
    complete: (): Promise<unknown> => {
      const whole = { ...place, UploadId: id, MultipartUpload: { Parts: parts }, IfNoneMatch: '*' }
      return limited((options) => client.send(new CompleteMultipartUploadCommand(whole), options))
    },
    /** Takes back the parts; what cannot be taken back now, the bucket's own rule for unfinished uploads takes. */
    async abort(): Promise<void> {
      if (id === undefined) return
      const command = new AbortMultipartUploadCommand({ ...place, UploadId: id })
      await limited((options) => client.send(command, options)).catch(() => {})
    },
  }
}

/** What of a part's answer the end of the upload must repeat. */
function checkedBy(sent: CompletedPart): CompletedPart {
  const { ETag, ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME, ChecksumSHA1, ChecksumSHA256 } = sent
  return { ETag, ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME, ChecksumSHA1, ChecksumSHA256 }
}

/**
 * Does what makes the object appear. When that fails it is looked whether the object is there all the same: an answer can be
 * lost, and a request that is sent again then finds its own object in its way.
 */
async function created(client: S3Client, place: Marked, key: string, make: () => Promise<unknown>): Promise<void> {
  try {
    await make()
  } catch (cause) {
    const writer = await writerOf(client, place).catch(() => null)
    if (writer === place.Metadata[MARK]) return
    throw writer === null ? bucketFailed('keep the file', cause) : keyTaken(key, { cause })
  }
}

/** The mark of whoever wrote the object: empty for one without; null where there is no object. */
async function writerOf(client: S3Client, { Bucket, Key }: S3Place): Promise<string | null> {
  try {
    const command = new HeadObjectCommand({ Bucket, Key })
    const { Metadata } = await limited((options) => client.send(command, options))
    return Metadata?.[MARK] ?? ''
  } catch (error) {
    if (isNotThere(error)) return null
    throw error
  }
}
