import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Fault, type Operation, operationOf, type S3Request } from './s3-protocol.js'

interface Body {
  readonly bytes: Buffer
  readonly size: number
}

interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | number>>
  readonly body?: string | Buffer
}

type Meta = Readonly<Record<string, string>>

interface Upload {
  readonly key: string
  readonly meta: Meta
  readonly parts: Map<number, Body>
}

/** A bucket over loopback that speaks as much of S3 as a file store asks for, and fails when it is told to. */
export interface S3Fake {
  readonly endpoint: string
  readonly objects: Map<string, Body & { readonly meta: Meta }>
  /** Uploads that were begun and neither completed nor aborted. */
  readonly uploads: Map<string, Upload>
  /** The operations that were asked for, in their order. */
  readonly asked: Operation[]
  /** Says what goes wrong with a request; nothing by default. */
  fault: (request: S3Request) => Fault | null
  /** How many requests are still answered. */
  readonly answering: () => number
  close(): Promise<void>
}

/** What a fake is like. */
export interface S3FakeOptions {
  /** Counts the bytes of parts instead of keeping them. */
  readonly forgetful?: boolean
  readonly bucket?: string
}

const SMALLEST_PART = 5 * 1024 * 1024

/** Starts a fake. */
export async function s3Fake({ forgetful = false, bucket = 'desk' }: S3FakeOptions = {}): Promise<S3Fake> {
  const objects: S3Fake['objects'] = new Map()
  const uploads = new Map<string, Upload>()
  const asked: Operation[] = []
  let answering = 0

  const fake: S3Fake = {
    endpoint: '',
    objects,
    uploads,
    asked,
    fault: () => null,
    answering: () => answering,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  const server = createServer((incoming, outgoing) => {
    answering += 1
    outgoing.once('close', () => {
      answering -= 1
    })
    void answer(incoming, outgoing).catch(() => outgoing.destroy())
  })

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = operationOf(incoming)
    const { operation } = request
    asked.push(operation)
    const fault = fake.fault(request)
    if (fault?.kind === 'hang') return
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.byteLength
      if (fault?.kind === 'cut' && size >= fault.afterBytes) return void outgoing.destroy()
      if (!forgetful || operation === 'complete') chunks.push(chunk)
    }
    if (fault?.kind === 'cut') return void outgoing.destroy()
    if (fault?.kind === 'status') return send(outgoing, refusal(fault.status, fault.code))
    if (fault?.kind === 'errorIn200') return send(outgoing, refusal(200, 'InternalError'))
    const reply = request.bucket === bucket ? perform(request, { bytes: Buffer.concat(chunks), size }) : NO_BUCKET
    if (fault?.kind === 'answerLost') return void outgoing.destroy()
    if (fault?.kind === 'truncate' || fault?.kind === 'stall') sendHalf(outgoing, reply, fault.kind === 'truncate')
    else send(outgoing, reply)
  }

  function perform({ operation, key, uploadId, partNumber, meta, headers }: S3Request, body: Body): Reply {
    const upload = uploads.get(uploadId)
    const taken = headers['if-none-match'] === '*' && objects.has(key)
    switch (operation) {
      case 'put':
        if (taken) return refusal(412, 'PreconditionFailed')
        objects.set(key, { ...body, meta })
        return { status: 200, headers: { etag: etagOf(body.bytes) } }
      case 'begin': {
        const id = randomUUID()
        uploads.set(id, { key, meta, parts: new Map() })
        return { status: 200, body: `<Result><UploadId>${id}</UploadId></Result>` }
      }
      case 'part': {
        if (!upload) return refusal(404, 'NoSuchUpload')
        const [etag, crc] = [etagOf(body.bytes), String(headers['x-amz-checksum-crc32'])]
        upload.parts.set(partNumber, body)
        return { status: 200, headers: { etag, 'x-amz-checksum-crc32': crc } }
      }
      case 'complete': {
        if (!upload) return refusal(404, 'NoSuchUpload')
        const whole = wholeOf(upload, body.bytes.toString())
        if (typeof whole === 'string') return refusal(400, whole)
        if (taken) return refusal(412, 'PreconditionFailed')
        objects.set(key, { ...whole, meta: upload.meta })
        uploads.delete(uploadId)
        return { status: 200, body: `<Result><Key>${key}</Key></Result>` }
      }
      case 'abort':
        uploads.delete(uploadId)
        return { status: 204 }
      case 'remove':
        objects.delete(key)
        return { status: 204 }
      case 'head':
      case 'get': {
        const kept = objects.get(key)
        if (!kept) return refusal(404, 'NoSuchKey')
        const marks = Object.entries(kept.meta).map(([name, value]) => [`x-amz-meta-${name}`, value])
        return { status: 200, headers: { 'content-length': kept.size, ...Object.fromEntries(marks) }, body: kept.bytes }
      }
      case 'other':
        return refusal(501, 'NotImplemented')
    }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(fake, { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

/** An upload's parts as one, or the code of what is wrong with how they are named. */
function wholeOf({ parts }: Upload, named: string): Body | string {
  const numbers = [...named.matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, number]) => Number(number))
  const found = numbers.flatMap((number) => parts.get(number) ?? [])
  const checked = named.match(/<ChecksumCRC32>[^<]/g)?.length ?? 0
  if (found.length === 0 || found.length !== numbers.length || checked !== numbers.length) return 'InvalidPart'
  if (found.slice(0, -1).some(({ size }) => size < SMALLEST_PART)) return 'EntityTooSmall'
  return { bytes: Buffer.concat(found.map(({ bytes }) => bytes)), size: found.reduce((sum, { size }) => sum + size, 0) }
}

function send(outgoing: ServerResponse, { status, headers = {}, body = '' }: Reply): void {
  outgoing.writeHead(status, headers)
  // An answer to HEAD has no body.
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : body)
}

function sendHalf(outgoing: ServerResponse, { status, headers = {}, body = '' }: Reply, andLeave: boolean): void {
  outgoing.writeHead(status, headers)
  outgoing.write(body.slice(0, body.length / 2), () => andLeave && outgoing.destroy())
}

const refusal = (status: number, code: string): Reply => {
  return { status, body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>` }
}
const NO_BUCKET = refusal(404, 'NoSuchBucket')
const etagOf = (body: Buffer) => `"${createHash('md5').update(body).digest('hex')}"`
