import { ROUTES } from '../routes/index.js'
import { describeRoutes, type OpenApiDocument, type OpenApiOptions } from './open-api.js'

/**
 * The OpenAPI 3.1 document of the handler, as it also answers at `/openapi.json`: for generators of clients, at build time.
 *
 * @example
 * ```ts
 * import { openApi } from '@docket/http'
 *
 * export const text = JSON.stringify(openApi({ server: '/api/support' }), null, 2)
 * ```
 */
export function openApi(options: OpenApiOptions = {}): OpenApiDocument {
  return describeRoutes(ROUTES, options)
}
