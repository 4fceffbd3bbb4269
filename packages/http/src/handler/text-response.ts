// A symbol of the whole process: entries that are loaded as CommonJS share no module.
const TEXT = Symbol.for('@docket/http text')

interface WithText {
  readonly [TEXT]?: string
}

/** A response whose text is known, so that a server can send it without reading a stream. */
export function textResponse(text: string, init: ResponseInit): Response {
  return Object.assign(new Response(text, init), { [TEXT]: text })
}

/** The text of a response that was made of one; undefined for any other. */
export function textOfResponse(response: Response): string | undefined {
  return (response as WithText)[TEXT]
}
