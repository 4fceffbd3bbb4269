/** Room for a small file; more is made when it is needed. */
const FIRST_BYTES = 64 * 1024

/**
 * The bytes in parts of one size, of which only the last is smaller; none for no bytes. A part is only good until the next
 * is asked for: all lie in the same memory.
 */
export async function* inParts(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let memory = new Uint8Array(Math.min(FIRST_BYTES, size))
  let filled = 0
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.byteLength; ) {
      const taken = chunk.subarray(from, from + size - filled)
      memory = withRoomFor(filled + taken.byteLength, memory, size)
      memory.set(taken, filled)
      filled += taken.byteLength
      from += taken.byteLength
      if (filled < size) continue
      yield memory
      filled = 0
    }
  }
  if (filled > 0) yield memory.subarray(0, filled)
}

function withRoomFor(needed: number, memory: Uint8Array<ArrayBuffer>, most: number): Uint8Array<ArrayBuffer> {
  if (needed <= memory.byteLength) return memory
  const larger = new Uint8Array(Math.min(most, Math.max(needed, memory.byteLength * 2)))
  larger.set(memory)
  return larger
}
