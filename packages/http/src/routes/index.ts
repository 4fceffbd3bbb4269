import type { Route } from '../route/route-types.js'
import { categoryRoutes } from './categories.js'
import { closedLoopRoutes } from './closed-loop.js'
import { collaborationRoutes } from './collaboration.js'
import { directoryRoutes } from './directory.js'
import { docsRoutes } from './docs.js'
import { fileRoutes } from './files.js'
import { findingRoutes } from './finding.js'
import { healthRoutes } from './health.js'
import { identityRoutes } from './identity.js'
import { inboxRoutes } from './inbox.js'
import { insightRoutes } from './insight.js'
import { intakeRoutes } from './intake.js'
import { macroRoutes } from './macros.js'
import { markRoutes } from './marks.js'
import { messageRoutes } from './messages.js'
import { metaRoutes } from './meta.js'
import { operationRoutes } from './operation.js'
import { stageRoutes } from './stages.js'
import { streamRoutes } from './stream.js'
import { suggestRoutes } from './suggest.js'
import { ticketRoutes } from './tickets.js'
import { webhookRoutes } from './webhooks.js'
import { workRoutes } from './work.js'

/** The one table of routes. */
export const ROUTES: readonly Route[] = [
  ...ticketRoutes,
  ...messageRoutes,
  ...workRoutes,
  ...markRoutes,
  ...stageRoutes,
  ...collaborationRoutes,
  ...closedLoopRoutes,
  ...insightRoutes,
  ...findingRoutes,
  ...suggestRoutes,
  ...macroRoutes,
  ...categoryRoutes,
  ...directoryRoutes,
  ...inboxRoutes,
  ...operationRoutes,
  ...webhookRoutes,
  ...streamRoutes,
  ...fileRoutes,
  ...identityRoutes,
  ...intakeRoutes,
  ...metaRoutes,
  ...healthRoutes,
  ...docsRoutes,
]
