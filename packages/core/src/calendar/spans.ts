/** From `from` on, up to but not including `to`: instants, or milliseconds since a midnight. Lists of them are in order. */
export interface Span {
  readonly from: number
  to: number
}

/** Appends a span to a list in order; one that touches or overlaps the last makes it longer, an empty one is left out. */
export function appendSpan(spans: Span[], from: number, to: number): void {
  if (from >= to) return
  const last = spans[spans.length - 1]
  if (last === undefined || from > last.to) spans.push({ from, to })
  else if (to > last.to) last.to = to
}

/** What lies in one list of spans or another. */
export function unionOfSpans(lists: readonly (readonly Span[])[]): Span[] {
  const union: Span[] = []
  const sorted = lists.flat().sort((one, other) => one.from - other.from)
  for (const { from, to } of sorted) appendSpan(union, from, to)
  return union
}

/** What lies in both lists of spans. */
export function intersectionOfSpans(ones: readonly Span[], others: readonly Span[]): Span[] {
  const common: Span[] = []
  let [one, other] = [ones[0], others[0]]
  for (let [ahead, behind] = [1, 1]; one !== undefined && other !== undefined; ) {
    appendSpan(common, Math.max(one.from, other.from), Math.min(one.to, other.to))
    if (one.to < other.to) {
      one = ones[ahead]
      ahead += 1
    } else {
      other = others[behind]
      behind += 1
    }
  }
  return common
}

/** What lies in the first list of spans and not in the second. */
export function withoutSpans(spans: readonly Span[], cut: readonly Span[]): Span[] {
  const rest: Span[] = []
  for (const { from, to } of spans) {
    let begin = from
    for (const gone of cut) {
      if (gone.to <= begin || gone.from >= to) continue
      appendSpan(rest, begin, gone.from)
      begin = gone.to
    }
    appendSpan(rest, begin, to)
  }
  return rest
}
