/** A snippet has no more characters than this. */
const LONGEST = 420
const SENTENCES = /[^.!?。！？\n]+(?:[.!?]+(?=\s|$)|[。！？]+|\n|[.!?]|$)\s*/gu

/** The passage of a text that tells most of what was asked: it begins with a sentence and goes on as far as it may. */
export function snippetOf(body: string, tells: (sentence: string) => number): string {
  const sentences = [...body.trim().matchAll(SENTENCES)].map(([sentence]) => sentence)
  const scores = sentences.map(tells)
  let best = 0
  let most = -1
  for (const start of sentences.keys()) {
    const score = passageFrom(sentences, start).reduce((sum, _, place) => sum + (scores[start + place] ?? 0), 0)
    if (score > most) {
      best = start
      most = score
    }
  }
  const passage = passageFrom(sentences, best)
  const text = passage.join('').replaceAll(/\s+/g, ' ').trim()
  const goesOn = best + passage.length < sentences.length
  return cut(text, goesOn)
}

/** The sentences from one on that have room, at least that one. */
function passageFrom(sentences: readonly string[], start: number): string[] {
  const passage: string[] = []
  let length = 0
  for (const sentence of sentences.slice(start)) {
    length += sentence.length
    if (length > LONGEST && passage.length > 0) break
    passage.push(sentence)
  }
  return passage
}

function cut(text: string, goesOn: boolean): string {
  const characters = Array.from(text)
  if (characters.length <= LONGEST) return goesOn ? `${text} …` : text
  return `${characters.slice(0, LONGEST - 2).join('')} …`
}
