import type { ActorReference } from '@docket/core'
import { type Frames, heartbeatFrame, resyncFrame } from './frames.js'

/** So much waits for a slow client, in bytes; then it is dropped. */
const MOST_WAITING = 64 * 1024

// A page of what was missed is written when the one before was read.
const ROOM = 1_024

/** One client's stream. */
export interface Subscriber {
  readonly actor: ActorReference
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>
  /** Writes what the actor may know of, behind what it is still to read up; a client that is too slow is dropped with a resync. */
  deliver(frames: Frames): void
  /** Tells it to read anew, in place of whatever waits for its reading up. */
  resync(id: string): void
  /** Shows that the stream is alive, and drops one that nobody has read from since the last time. */
  beat(id: string | null): void
  /** Writes at once, while it is still reading up. */
  write(bytes: Uint8Array<ArrayBuffer> | null, id: string): void
  /** Resolves when there is room, or when it is over. */
  room(): Promise<void>
  /** It has read up: what came meanwhile follows. */
  release(): void
  /** Ends the stream, with what waits: whoever is not to read on reads nothing more. */
  end(): void
  readonly ended: boolean
}

/** Makes a stream that is still to be read up. `onEnd` is called once, whoever ends it. */
export function subscriberOf(actor: ActorReference, onEnd: () => void): Subscriber {
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null
  let waiting: { bytes: Uint8Array<ArrayBuffer> | null; id: string; resync: boolean }[] | null = []
  let [waitingBytes, written] = [0, 0]
  // What was read at the last beat; the first finds nothing to compare with.
  let readBefore: number | null = null
  let lastId = ''
  const forRoom = new Set<() => void>()

  const queued = () => (controller === null ? 0 : MOST_WAITING - (controller.desiredSize ?? 0))
  const makeRoom = () => {
    for (const resolve of forRoom) resolve()
    forRoom.clear()
  }

  function over(): void {
    if (controller === null) return
    controller = null
    waiting = null
    makeRoom()
    onEnd()
  }

  function drop(id: string): void {
    controller?.enqueue(resyncFrame(id))
    controller?.close()
    over()
  }

  function write(bytes: Uint8Array<ArrayBuffer> | null, id: string): void {
    if (controller === null || bytes === null) return
    lastId = id
    if (queued() + bytes.length > MOST_WAITING) {
      drop(id)
    } else {
      written += bytes.length
      controller.enqueue(bytes)
    }
  }

  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start: (given) => {
        controller = given
      },
      pull: makeRoom,
      cancel: over,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING }),
  )

  return {
    actor,
    body,
    write,
    deliver(frames) {
      if (controller === null) return
      const bytes = frames.for(actor)
      if (waiting === null) return write(bytes, frames.id)
      if (bytes === null) return
      waitingBytes += bytes.length
      waiting.push({ bytes, id: frames.id, resync: false })
      if (waitingBytes > MOST_WAITING) this.resync(frames.id)
    },
    resync(id) {
      if (waiting === null) return write(resyncFrame(id), id)
      waiting = [{ bytes: null, id, resync: true }]
      waitingBytes = 0
    },
    beat(id) {
      // Nobody can have read from one that is not open yet.
      if (controller === null || written === 0) return
      const read = written - queued()
      if (queued() > 0 && read === readBefore) return this.end()
      readBefore = read
      // The position of one that is reading up is not the present's.
      write(heartbeatFrame(waiting === null ? id : null), (waiting === null ? id : null) ?? lastId)
    },
    async room() {
      // It is also told of room when something was written: then it has to wait on.
      while (controller !== null && queued() >= ROOM) await new Promise<void>((resolve) => forRoom.add(resolve))
    },
    release() {
      const came = waiting ?? []
      waiting = null
      for (const { bytes, id, resync } of came) write(resync ? resyncFrame(id) : bytes, id)
    },
    end() {
      if (queued() > 0) controller?.error(new Error('The stream was ended.'))
      else controller?.close()
      over()
    },
    get ended() {
      return controller === null
    },
  }
}
