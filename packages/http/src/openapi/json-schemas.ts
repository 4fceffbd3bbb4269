import * as z from 'zod'

/** A JSON Schema, as OpenAPI 3.1 has it. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** Turns schemas into JSON Schemas; those with a name are described once, and referred to. */
export class JsonSchemas {
  /** By name. */
  readonly named = new Map<string, JsonSchema>()

  /** The JSON Schema of what is sent (`input`) or answered (`output`). */
  of(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const {
      $schema: _,
      $defs = {},
      ...own
    } = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      override: ({ jsonSchema }) => {
        delete jsonSchema.id
      },
    })
    for (const [name, definition] of Object.entries($defs)) {
      const written = referring(definition) as JsonSchema
      const known = this.named.get(name)
      if (known && JSON.stringify(known) !== JSON.stringify(written)) {
        throw new TypeError(`Two schemas are called ${name}.`)
      }
      this.named.set(name, written)
    }
    return referring(own) as JsonSchema
  }
}

/** The same with references to where OpenAPI keeps what has a name. */
function referring(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referring)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, inner.replace('#/$defs/', '#/components/schemas/')]
        : [key, referring(inner)],
    ),
  )
}
