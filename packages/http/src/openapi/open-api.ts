import * as z from 'zod'
import { namesIn } from '../route/define-route.js'
import type { Route } from '../route/route-types.js'
import { problemSchema } from '../schema/problem-schema.js'
import { describedAs } from '../schema/read-as.js'
import { type JsonSchema, JsonSchemas } from './json-schemas.js'

/** How an OpenAPI document is headed. */
export interface OpenApiOptions {
  /** Where the handler is mounted, such as `/api/support`; `/` if left out. */
  readonly server?: string
  /** `Docket` if left out. */
  readonly title?: string
}

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly [part: string]: unknown
}

const HEADERS = {
  key: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'A key of yours: the command takes effect once, however often it is sent with the key.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  },
  version: {
    name: 'If-Match',
    in: 'header',
    description: 'The `etag` that you saw, such as "12": nothing changes if there is another by now (412).',
    schema: { type: 'string' },
  },
  place: {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The `id` of the last event that came: the stream goes on behind it.',
    schema: { type: 'string' },
  },
} as const

/** Describes routes as OpenAPI 3.1. */
export function describeRoutes(
  routes: readonly Route[],
  { server = '/', title = 'Docket' }: OpenApiOptions = {},
): OpenApiDocument {
  const schemas = new JsonSchemas()
  const problem = schemas.of(problemSchema, 'output')
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const route of routes) {
    const path = openPath(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: { title, version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: server }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...Object.fromEntries([...schemas.named].sort(([a], [b]) => (a < b ? -1 : 1))) },
      responses: {
        Problem: { description: 'What went wrong.', content: { 'application/problem+json': { schema: problem } } },
      },
    },
  }
}

/** A path as OpenAPI writes it. */
export function openPath(path: string): string {
  return path.replaceAll(/:([A-Za-z]+)/g, '{$1}')
}

function operation(route: Route, schemas: JsonSchemas): JsonSchema {
  const { id, tag, summary, access, body, success } = route
  const content = Object.fromEntries([
    ...(success.body ? [['application/json', { schema: schemas.of(success.body, 'output') }]] : []),
    ...Object.entries(success.also ?? {}).map(([type, schema]) => [type, { schema: schemas.of(schema, 'output') }]),
  ])
  return {
    operationId: id,
    tags: [tag],
    summary,
    'x-docket-access': access,
    parameters: parametersOf(route, schemas),
    ...(body !== null && { requestBody: requestBody(body, schemas) }),
    responses: {
      [success.status]: {
        description: 'Done.',
        ...(Object.keys(content).length > 0 && { content }),
        ...(route.versioned && { headers: { etag: { schema: { type: 'string' } } } }),
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

function requestBody(body: NonNullable<Route['body']>, schemas: JsonSchemas): JsonSchema {
  if (body === 'bytes') return { required: true, content: { 'application/octet-stream': {} } }
  const required = !body.safeParse({}).success
  return { required, content: { 'application/json': { schema: schemas.of(body, 'input') } } }
}

function parametersOf({ path, params, query, keyed, versioned, success }: Route, schemas: JsonSchemas): JsonSchema[] {
  const inPath = namesIn(path).map((name) => {
    return { name, in: 'path', required: true, schema: schemas.of(fieldsOf(params)[name] ?? z.string(), 'input') }
  })
  const inQuery = Object.entries(fieldsOf(query)).map(([name, schema]) => {
    const required = !schema.safeParse(undefined).success && !(schema instanceof z.ZodExactOptional)
    const { schema: shown = schema, as = 'text' } = describedAs(schema) ?? {}
    const json = schemas.of(shown, 'input')
    return {
      name,
      in: 'query',
      required,
      ...(as === 'json' ? { content: { 'application/json': { schema: json } } } : { schema: json }),
    }
  })
  const inHeaders = [
    ...(keyed ? [HEADERS.key] : []),
    ...(versioned ? [HEADERS.version] : []),
    ...(success.also?.['text/event-stream'] ? [HEADERS.place] : []),
  ]
  return [...inPath, ...inQuery, ...inHeaders]
}

function fieldsOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  return schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {}
}
