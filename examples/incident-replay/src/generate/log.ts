import { drawFrom } from './draw.js'
import { drawIncident, HEADER } from './incident.js'

/** Which log to make, and how much of it. */
export interface GeneratedLog {
  /** A whole number. The same seed gives the same log; a longer log begins with the shorter one. */
  readonly seed: number
  /** It ends with the incident that reaches the size. */
  readonly size: { readonly incidents: number } | { readonly bytes: number }
}

/** Makes a log of the real one's shape, in pieces of about 64 KB; one incident is in memory at a time. */
export function* generateLog({ seed, size }: GeneratedLog): Generator<string> {
  const draw = drawFrom(seed)
  let piece = `${HEADER.join(',')}\n`
  let bytes = piece.length
  let openedAt = Date.UTC(2016, 1, 29)
  for (let ordinal = 1; ; ordinal += 1) {
    if ('incidents' in size ? ordinal > size.incidents : bytes >= size.bytes) break
    openedAt += Math.round(draw.span(4)) * 60_000
    const lines = `${drawIncident(draw, ordinal, openedAt).join('\n')}\n`
    bytes += lines.length
    piece += lines
    if (piece.length >= 65_536) {
      yield piece
      piece = ''
    }
  }
  if (piece.length > 0) yield piece
}
