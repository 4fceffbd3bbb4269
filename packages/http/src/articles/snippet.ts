/** A snippet has no more characters than this. */
const LONGEST = 420
const SENTENCES = /[^.!?。！？\n]+(?:[.!?]+(?=\s|$)|[。！？]+|\n|[.!?]|$)\s*/gu

/** The passage of a text that tells most of what was asked: it begins with a sentence and goes on as far as it may. */
export function snippetOf(body: string, tells: (sentence: string) => number): string {
  const sentences = [...body.trim().matchAll(SENTENCES)].map(([sentence]) => sentence)
  const scores = sentences.map(tells)
  const lengthOf = (place: number) => sentences[place]?.length ?? 0
  let best = { start: 0, end: 0, score: -1 }
  let end = 0
  let length = 0
  let score = 0
  // Each passage is the one before it without its first sentence, and with what then has room.
  for (const start of sentences.keys()) {
    while (end < sentences.length && (end === start || length + lengthOf(end) <= LONGEST)) {
      length += lengthOf(end)
      score += scores[end] ?? 0
      end += 1
    }
    if (score > best.score) best = { start, end, score }
    length -= lengthOf(start)
    score -= scores[start] ?? 0
  }
  const passage = sentences.slice(best.start, best.end)
  const text = passage.join('').replaceAll(/\s+/g, ' ').trim()
  return cut(text, best.end < sentences.length)
}

function cut(text: string, goesOn: boolean): string {
  const characters = Array.from(text)
  if (characters.length <= LONGEST) return goesOn ? `${text} …` : text
  return `${characters.slice(0, LONGEST - 2).join('')} …`
}
