import { HttpError } from './problem.js'

/** The largest JSON body in bytes: the longest message in any script, and then some. */
export const MOST_JSON_BYTES = 1_048_576
const MOST_DEPTH = 32
const MOST_VALUES = 50_000
/** A body that does not come is not waited for longer. */
const STALL_MS = 15_000
/** Nor one that comes in drops. */
const WHOLE_MS = 60_000

/** Reads a JSON body: counted while it comes, before anything is done with it. No body at all stands for `{}`. */
export async function readJson(request: Request): Promise<unknown> {
  refuseEncoding(request)
  // These have none; to ask for it would cost more than all else.
  if (request.method === 'GET' || request.method === 'HEAD') return {}
  const bytes = await readBytes(request, MOST_JSON_BYTES)
  if (bytes.byteLength === 0) return {}
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new HttpError(415, 'MEDIA_TYPE', 'Send JSON, with the header `content-type: application/json`.')
  }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
  } catch {
    throw new HttpError(400, 'INVALID_JSON', 'The body is no JSON in UTF-8.')
  }
  refuseOddShapes(value)
  return value
}

/** Refuses a body that is packed: what it unpacks to, nobody has counted. */
export function refuseEncoding(request: Request): void {
  const encoding = request.headers.get('content-encoding')
  if (encoding !== null && encoding.trim().toLowerCase() !== 'identity') {
    throw new HttpError(415, 'ENCODING', 'Send the body as it is, without `content-encoding`.')
  }
}

/** The bytes of a body, counted while they come. */
export async function readBytes(request: Request, most: number): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? '0')
  if (announced > most) throw tooLarge(most)
  const parts: Uint8Array[] = []
  let size = 0
  const start = performance.now()
  for await (const part of steadily(request)) {
    size += part.byteLength
    if (performance.now() - start > WHOLE_MS) throw stalled()
    if (size > most) throw tooLarge(most)
    parts.push(part)
  }
  const whole = new Uint8Array(size)
  let place = 0
  for (const part of parts) {
    whole.set(part, place)
    place += part.byteLength
  }
  return whole
}

/** The parts of a body as they come; one that stalls is given up. */
export async function* steadily(request: Request): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = request.body?.getReader()
  if (!reader) return
  try {
    for (;;) {
      const { done, value } = await unlessStalled(reader.read().catch(brokenOff))
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

async function unlessStalled<Value>(reading: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(stalled()), STALL_MS)
  })
  try {
    return await Promise.race([reading, tooLate])
  } finally {
    clearTimeout(timer)
  }
}

function stalled(): HttpError {
  return new HttpError(408, 'BODY_STALLED', 'The body did not come; send it again.')
}

function brokenOff(): never {
  throw new HttpError(400, 'BODY_BROKEN', 'The body broke off; send it again.')
}

function tooLarge(most: number): HttpError {
  return new HttpError(413, 'BODY_TOO_LARGE', `The body is larger than ${most} bytes.`, { limit: most })
}

const ODD_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/** What no store keeps as it is: the character U+0000, and half of a surrogate pair. */
const ODD_TEXT = /\0|\p{Surrogate}/u

/** Refuses what is nested too deep, has too many values, keys that change what objects are, or texts that are none. */
export function refuseOddShapes(value: unknown): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }]
  let seen = 0
  for (let next = open.pop(); next; next = open.pop()) {
    seen += 1
    if (seen > MOST_VALUES) throw new HttpError(413, 'BODY_TOO_LARGE', `The input has more than ${MOST_VALUES} values.`)
    if (typeof next.value === 'string') refuseOddText(next.value)
    if (next.value === null || typeof next.value !== 'object') continue
    if (next.depth === MOST_DEPTH) {
      throw new HttpError(400, 'BODY_TOO_DEEP', `The input is nested deeper than ${MOST_DEPTH} levels.`)
    }
    for (const key of Object.keys(next.value)) {
      if (ODD_KEYS.has(key))
        throw new HttpError(400, 'INVALID_INPUT', `The input has the key ${key}, which nothing has.`)
      refuseOddText(key)
    }
    for (const inner of Object.values(next.value)) open.push({ value: inner, depth: next.depth + 1 })
  }
}

function refuseOddText(text: string): void {
  if (!ODD_TEXT.test(text)) return
  const message = 'The input has a text with the character U+0000, or with half of a surrogate pair; take it out.'
  throw new HttpError(400, 'INVALID_INPUT', message)
}
