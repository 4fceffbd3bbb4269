import type { StoreCase } from '../store-case.js'
import { atomicityCases } from './atomicity.js'
import { attachmentCases } from './attachments.js'
import { callerFaultCases } from './caller-faults.js'
import { commitHintCases } from './commit-hints.js'
import { copyCases } from './copies.js'
import { counterCases } from './counters.js'
import { deadLetterCases } from './dead-letters.js'
import { definitionCases } from './definitions.js'
import { directoryCases } from './directory.js'
import { directoryPageCases } from './directory-pages.js'
import { erasureCases } from './erasure.js'
import { feedCases } from './feed.js'
import { fidelityCases } from './fidelity.js'
import { fieldCases } from './fields.js'
import { filterCases } from './filters.js'
import { idempotencyCases } from './idempotency.js'
import { notificationCases } from './notifications.js'
import { notificationReadCases } from './notifications-read.js'
import { outboxCases } from './outbox.js'
import { outboxSettlingCases } from './outbox-settling.js'
import { pagingCases } from './paging.js'
import { searchCases } from './search.js'
import { tenancyCases } from './tenancy.js'
import { threadCases } from './threads.js'
import { ticketCases } from './tickets.js'
import { timerLeaseCases } from './timer-leases.js'
import { timerSettlingCases } from './timer-settling.js'
import { timerCases } from './timers.js'
import { versionCases } from './versions.js'
import { wakeupCases } from './wakeup.js'

/** The store contract as cases, each of which a store must keep. Published data: a store's author can list it. */
export const storeCases: readonly StoreCase[] = [
  ...ticketCases,
  ...fidelityCases,
  ...copyCases,
  ...versionCases,
  ...atomicityCases,
  ...callerFaultCases,
  ...threadCases,
  ...filterCases,
  ...fieldCases,
  ...pagingCases,
  ...searchCases,
  ...timerCases,
  ...timerLeaseCases,
  ...timerSettlingCases,
  ...outboxCases,
  ...outboxSettlingCases,
  ...deadLetterCases,
  ...idempotencyCases,
  ...counterCases,
  ...attachmentCases,
  ...erasureCases,
  ...directoryCases,
  ...directoryPageCases,
  ...definitionCases,
  ...notificationCases,
  ...notificationReadCases,
  ...feedCases,
  ...commitHintCases,
  ...tenancyCases,
  ...wakeupCases,
]
