/**
 * A host's answer as it is. Where it is a promise, which no policy may give, its rejection is heard: unheard, it would
 * end the process.
 */
export function hushed<Answer>(answer: Answer): Answer {
  if (answer instanceof Promise) answer.catch(() => {})
  return answer
}
