import * as z from 'zod'

/** An object that has these keys alone; whoever passes another one is told which there are. */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape, lead = 'is not known here; there are') {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `${lead} ${known}` : undefined),
  })
}
