import type { CreateTicket } from '@docket/core'
import { poisson, type SeededRandom } from '@docket/testkit'
import type { Company } from '../company-desk.js'
import { ASSUMPTIONS } from './assumptions.js'

/** The kinds of tickets that cross departments. */
export type Kind = keyof typeof ASSUMPTIONS.kinds

/** What the customers create, on whichever desk: it has no more in it than what both desks know. */
export type CustomerTicket = Pick<CreateTicket<Company>, 'subject' | 'requester' | 'category' | 'fields' | 'team'> & {
  readonly workflow: Kind
}

type Step = keyof typeof ASSUMPTIONS.minutes

/** The way of each kind through the departments: the same work, whoever passes it on. */
export const WAY = {
  refund: [
    { team: 'service', step: 'evidence' },
    { team: 'quality', step: 'inspection' },
    { team: 'service', step: 'decision' },
    { team: 'finance', step: 'payment' },
  ],
  repair: [
    { team: 'service', step: 'reception' },
    { team: 'workshop', step: 'workshop' },
    { team: 'quality', step: 'finalTest' },
    { team: 'warehouse', step: 'shipping' },
  ],
  complaint: [
    { team: 'service', step: 'received' },
    { team: 'care', step: 'remedy' },
  ],
} as const satisfies Record<Kind, readonly { readonly team: string; readonly step: Step }[]>

/** How much work a ticket is, in seconds, and when its customer sends a photo. */
export interface CaseWork {
  readonly seconds: Readonly<Record<Step, number>>
  /** Null when it comes with the ticket. */
  readonly photoAfterSeconds: number | null
}

/** Draws it: always in the same order, so that every stay and every arm draws the same. */
export function caseWork(random: SeededRandom): CaseWork {
  const { minutes, photo } = ASSUMPTIONS
  const drawn = Object.entries(minutes).map(([step, [least, more]]) => [step, 60 * (least + more * random.next())])
  const [from, to] = photo.afterHours
  const after = 3_600 * (from + (to - from) * random.next())
  return {
    seconds: Object.fromEntries(drawn),
    photoAfterSeconds: random.chance(photo.missing) ? after : null,
  }
}

const CASES: Readonly<Record<Kind, Omit<CustomerTicket, 'requester' | 'workflow'>>> = {
  refund: { subject: '台灯退货 Return', category: 'returns', fields: { order: 'CN-1001', product: 'lamp' } },
  repair: { subject: '台灯不亮 Repair', category: 'repair-lamp', fields: { serial: 'LX-1001', broken: 'screen' } },
  complaint: { subject: '服务投诉 Complaint', category: 'complaint', fields: {} },
}

/** Customers who come, from the seed alone. */
export const arrivals = poisson<CustomerTicket>({
  perHour: (hour, weekday) => {
    const isOffice = weekday !== 'sat' && weekday !== 'sun' && hour >= 9 && hour < 18
    return isOffice ? ASSUMPTIONS.perHour.office : ASSUMPTIONS.perHour.else
  },
  timeZone: 'Asia/Shanghai',
  ticket(random) {
    const workflow = kindOf(random.next())
    const requester = { id: `c${random.below(ASSUMPTIONS.customers)}`, locale: 'zh' }
    return { ...CASES[workflow], workflow, requester, team: 'service' }
  },
})

function kindOf(drawn: number): Kind {
  const { refund, repair } = ASSUMPTIONS.kinds
  return drawn < refund ? 'refund' : drawn < refund + repair ? 'repair' : 'complaint'
}
