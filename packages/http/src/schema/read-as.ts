import * as z from 'zod'

/** How a value of a query is described, where that differs from the text by which it comes. */
export interface Described {
  readonly schema: z.ZodType
  /** `json`: the parameter's text is JSON. */
  readonly as: 'text' | 'json'
}

const described = new WeakMap<z.core.$ZodType, Described>()

/** A value that comes as a text: read by one schema, and described by another. */
export function readAs<Read extends z.ZodType>(schema: z.ZodType, read: Read, as: Described['as'] = 'text'): Read {
  described.set(read, { schema, as })
  return read
}

/** How a value is described that {@link readAs} made; undefined for others. */
export function describedAs(schema: z.ZodType): Described | undefined {
  const optional = schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional
  return described.get(optional ? schema.unwrap() : schema)
}
