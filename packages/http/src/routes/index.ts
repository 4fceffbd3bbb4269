import type { Route } from '../route/route-types.js'
import { ticketRoutes } from './tickets.js'

/** The one table of routes. */
export const ROUTES: readonly Route[] = [...ticketRoutes]
