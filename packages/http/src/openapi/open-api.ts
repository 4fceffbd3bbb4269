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

const ETAG = {
  description: 'The version of what is answered, such as "12", to be sent as `If-Match`.',
  required: true,
  schema: { type: 'string' },
} as const

/** How the host lets people sign in, its `authenticate` decides: by a token or by its own cookie, as a rule. */
const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A token of `signedTokens`, or one of the host.' },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'session',
    description: 'The cookie by which the host signs people in, whatever it is called there.',
  },
} as const

/** Describes routes as OpenAPI 3.1. */
export function describeRoutes(routes: readonly Route[], { server = '/' }: OpenApiOptions = {}): OpenApiDocument {
  const schemas = new JsonSchemas()
  const problem = schemas.of(problemSchema, 'output')
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const route of routes) {
    const path = openPath(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Docket', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: server }],
    security: [{ bearer: [] }, { cookie: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: SECURITY_SCHEMES,
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
    ...(access === 'everybody' && { security: [] }),
    parameters: parametersOf(route, schemas),
    ...(body !== null && { requestBody: requestBody(body, schemas) }),
    responses: {
      [success.status]: {
        description: 'Done.',
        ...(Object.keys(content).length > 0 && { content }),
        ...(success.shows && { headers: { etag: ETAG } }),
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
