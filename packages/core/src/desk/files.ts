import * as z from 'zod'
import { DocketError } from '../kernel/error.js'
import { invalidInput, parseInput } from '../kernel/input.js'
import { LIMITS } from '../kernel/limits.js'
import { sha256Stream } from '../kernel/system.js'
import { authorize, notFound } from '../runtime/authorize.js'
import type { Runtime } from '../runtime/runtime.js'
import type { FileStore } from '../store/file-store.js'
import type { ActorReference, AttachmentRecord, TicketRecord } from '../store/record-types.js'
import type { UploadFile } from './actor-desk-types.js'
import { presentAttachment } from './present.js'
import type { Attachment } from './ticket-types.js'

const file = z.strictObject({
  name: z.string().min(1).max(10_000),
  type: z
    .string()
    .max(200)
    .regex(/^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/i, 'must be a media type such as image/png'),
  bytes: z.custom<UploadFile['bytes']>(
    (value) =>
      value instanceof Uint8Array || (typeof value === 'object' && value !== null && Symbol.asyncIterator in value),
    'must be a Uint8Array or an async iterable of them',
  ),
})

/** Keeps a file: its bytes are counted and hashed while they stream, and nothing is kept when they are too many. */
export async function upload(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  input: UploadFile,
): Promise<Attachment> {
  authorize(runtime.model.access, actor, 'upload', null)
  const { name, type, bytes } = parseInput(file, input, 'upload')
  const now = runtime.clock.now()
  const id = runtime.ids.next(now)
  const key = `${runtime.ids.next(now)}-${id}`
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .slice(0, 64)
  const measure = measured(bytes, runtime.largestFile)
  await fromFileStore(() => fileStore(runtime).put(key, measure.stream))
  const { size, sha256 } = measure.result()
  const cleaned = cleanFileName(name)
  const record = {
    tenant,
    id,
    key,
    uploader: actor,
    name: cleaned,
    type: type.toLowerCase(),
    size,
    sha256,
    createdAt: now,
  }
  try {
    await runtime.store.putAttachment(record)
  } catch (error) {
    // Whether the record was kept is not known; without its bytes it says so when it is read.
    await fileStore(runtime).remove(key).catch(runtime.report)
    throw error
  }
  return presentAttachment({ ...record, ticketId: null, messageId: null })
}

/** A file's bytes. Who may see what it is attached to may have it; before that, only who uploaded it. */
export async function download(runtime: Runtime, tenant: string, actor: ActorReference, attachmentId: string) {
  const record = await runtime.store.attachment(tenant, attachmentId)
  if (record === null || record.name === null || !(await mayDownload(runtime, actor, record))) throw notFound('file')
  const bytes = await fromFileStore(() => fileStore(runtime).get(record.key))
  if (bytes === null)
    throw new DocketError(
      'FILE_UNAVAILABLE',
      'The file store does not have the bytes of this file; ask for it to be uploaded again.',
    )
  return { attachment: presentAttachment(record), bytes }
}

async function mayDownload(runtime: Runtime, actor: ActorReference, record: AttachmentRecord): Promise<boolean> {
  const { access } = runtime.model
  const own = record.uploader.type === actor.type && record.uploader.id === actor.id
  if (record.ticketId === null) return own
  const shows = async (ticket: TicketRecord | null) => {
    if (ticket === null) return false
    if (access.can(actor, 'readInternal', ticket).allow) return true
    if (record.messageId === null) return own
    const [message] = await runtime.store.messages(record.tenant, [record.messageId])
    return message?.visibility === 'public'
  }
  if (await shows(await shownOn(runtime, actor, record.tenant, record.ticketId))) return true
  const split = await splitWith(runtime, record)
  return split !== null && shows(await shownOn(runtime, actor, record.tenant, split))
}

/** The ticket in which the message goes on that the file belongs to. */
async function splitWith(
  { store }: Runtime,
  { tenant, ticketId, messageId }: AttachmentRecord,
): Promise<string | null> {
  if (ticketId === null || messageId === null) return null
  const { splitInto = {} } = (await store.load(tenant, ticketId))?.flow ?? {}
  return Object.hasOwn(splitInto, messageId) ? (splitInto[messageId] ?? null) : null
}

/** The ticket on which the actor sees another's messages: itself, else the one it goes on in after a merge. */
async function shownOn(
  { store, model: { access } }: Runtime,
  actor: ActorReference,
  tenant: string,
  ticketId: string,
): Promise<TicketRecord | null> {
  const source = await store.load(tenant, ticketId)
  for (let ticket = source; source !== null && ticket !== null; ) {
    const shows =
      ticket === source ||
      ticket.requester.id === source.requester.id ||
      access.can(actor, 'readInternal', ticket).allow
    if (shows && access.can(actor, 'read', ticket).allow) return ticket
    const { mergedInto } = ticket.flow
    ticket = mergedInto === undefined ? null : await store.load(tenant, mergedInto)
  }
  return null
}

async function fromFileStore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (DocketError.is(cause)) throw cause
    throw new DocketError('FILE_UNAVAILABLE', 'The file store failed; try again, or look at the cause.', {}, { cause })
  }
}

function fileStore(runtime: Runtime): FileStore {
  if (runtime.files) return runtime.files
  throw new DocketError('INVALID_DEFINITION', 'The desk has no file store. Give `files` to createDesk.')
}

function measured(bytes: UploadFile['bytes'], largest: number) {
  const hash = sha256Stream()
  let size = 0
  async function* stream(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
      if (!(chunk instanceof Uint8Array)) {
        const issue = { path: ['bytes'], code: 'not_bytes', message: 'must come as pieces of the type Uint8Array' }
        throw invalidInput('upload', [issue])
      }
      size += chunk.byteLength
      if (size > largest) {
        throw new DocketError(
          'LIMIT_EXCEEDED',
          `The file is larger than ${largest} bytes; send a smaller one, or raise largestFile of createDesk.`,
          { limit: largest },
        )
      }
      hash.update(chunk)
      yield chunk
    }
  }
  return { stream: stream(), result: () => ({ size, sha256: hash.digest() }) }
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** A name as text: composed, without control and invisible characters, at most 255 bytes, never empty. */
export function cleanFileName(name: string): string {
  // Composed last: what is taken out may have stood between a letter and its accent.
  const visible = name.replace(INVISIBLE, '').normalize('NFC').trim()
  let cleaned = ''
  let size = 0
  for (const character of visible) {
    size += Buffer.byteLength(character)
    if (size > LIMITS.fileName) break
    cleaned += character
  }
  return cleaned || 'file'
}
