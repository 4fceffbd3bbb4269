/** A heading, and below it names with their values. */
export function linesOf(heading: string, lines: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...lines.map(([name]) => name.length))
  return `${[heading, ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join('\n')}\n`
}

/** A whole number as it is read. */
export const whole = (value: number) => value.toLocaleString('en-US')

/** A share as per cent; there is none of nothing. */
export const percent = (share: number | null) => (share === null ? 'none' : `${(share * 100).toFixed(2)} %`)

/** Milliseconds as hours. */
export const hours = (time: number) => `${(time / 3_600_000).toFixed(2)} h`
