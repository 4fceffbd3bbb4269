/** What stands before a blank line of a stream: an event, or no more than how far the stream is. */
export interface StreamEvent {
  /** Empty where the stream names none. */
  readonly type: string
  /** Empty where there is no event. */
  readonly data: string
  /** Null where none was given. */
  readonly id: string | null
}

/**
 * Reads server-sent events, whose text may come in any pieces. Besides events it tells of an id that comes alone, as a
 * sign of life brings it.
 */
export function eventReader(onEvent: (event: StreamEvent) => void, onRetry: (ms: number) => void) {
  let rest = ''
  let type = ''
  let data = ''
  let id: string | null = null
  return (text: string): void => {
    // A line feed may still come behind a carriage return.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [, field, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
      if (field === 'event') type = value
      if (field === 'data') data += `\n${value}`
      if (field === 'id' && !value.includes('\0')) id = value
      if (field === 'retry' && /^\d+$/.test(value)) onRetry(Number(value))
      if (line === '') {
        if (data !== '' || id !== null) onEvent({ type, data: data.slice(1), id })
        type = data = ''
        id = null
      }
    }
  }
}
