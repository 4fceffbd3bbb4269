import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** What a client asks a bucket for. */
export type Operation = 'put' | 'begin' | 'part' | 'complete' | 'abort' | 'head' | 'get' | 'remove' | 'other'

/** What goes wrong with a request. */
export type Fault =
  /** It is refused, and nothing was done. */
  | { readonly kind: 'status'; readonly status: number; readonly code: string }
  /** The connection ends when so many bytes of its body have come. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** It is done, and the connection ends before the answer. */
  | { readonly kind: 'answerLost' }
  /** An answer of 200 that holds an error, as S3 gives at the end of an upload in parts. */
  | { readonly kind: 'errorIn200' }
  /** Half of the object comes, and then the connection ends. */
  | { readonly kind: 'truncate' }
  /** Half of the object comes, and then nothing more. */
  | { readonly kind: 'stall' }
  /** There is no answer. */
  | { readonly kind: 'hang' }

/** A request, read. */
export interface S3Request {
  readonly operation: Operation
  readonly bucket: string
  readonly key: string
  readonly uploadId: string
  readonly partNumber: number
  readonly meta: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
}

/** Reads what a request asks for, by its method, path and query. */
export function operationOf({ method, url = '/', headers }: IncomingMessage): S3Request {
  const { pathname, searchParams } = new URL(url, 'http://s3.test')
  const [bucket = '', ...rest] = pathname.slice(1).split('/')
  const inUpload = searchParams.has('uploadId')
  const operations: Readonly<Record<string, Operation>> = {
    PUT: inUpload ? 'part' : 'put',
    POST: inUpload ? 'complete' : searchParams.has('uploads') ? 'begin' : 'other',
    DELETE: inUpload ? 'abort' : 'remove',
    HEAD: 'head',
    GET: 'get',
  }
  const meta = Object.entries(headers)
    .filter(([name]) => name.startsWith('x-amz-meta-'))
    .map(([name, value]) => [name.slice('x-amz-meta-'.length), String(value)])
  return {
    operation: operations[method ?? ''] ?? 'other',
    bucket,
    key: decodeURIComponent(rest.join('/')),
    uploadId: searchParams.get('uploadId') ?? '',
    partNumber: Number(searchParams.get('partNumber') ?? '0'),
    meta: Object.fromEntries(meta),
    headers,
  }
}
