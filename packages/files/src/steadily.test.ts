import { expect, it } from 'vitest'
import { steadily } from './steadily.js'

function source(pieces: readonly string[]) {
  const state = { ended: false }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      for (const piece of pieces) yield Buffer.from(piece)
    } finally {
      state.ended = true
    }
  }
  return { bytes: bytes(), state }
}

it('passes on what comes', async () => {
  const got: string[] = []
  for await (const piece of steadily(source(['a', 'b']).bytes)) got.push(Buffer.from(piece).toString())
  expect(got).toEqual(['a', 'b'])
})

it('ends a source that is not read to its end', async () => {
  const { bytes, state } = source(['a', 'b'])
  for await (const _ of steadily(bytes)) break
  expect(state.ended).toBe(true)
})

it('gives up a source that stalls', async () => {
  async function* never(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a')
    await new Promise(() => {})
  }
  const read = async () => {
    for await (const piece of steadily(never(), 20)) expect(piece.byteLength).toBe(1)
  }
  await expect(read()).rejects.toThrow('Nothing came for')
})
