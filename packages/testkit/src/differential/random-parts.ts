import type {
  AttachmentLink,
  Commit,
  ContentRecord,
  CounterChange,
  MessageRecord,
  OutboxRecord,
  SearchRecord,
  TicketRecord,
  TimerRecord,
} from '@docket/core/store'
import type { SeededRandom } from '../random/seeded-random.js'
import { idempotencyRecord, messageRecord, outboxRecord, timerRecord } from '../store/records.js'
import { randomJson, TEXTS } from './random-ticket.js'
import type { StoreWorld } from './store-world.js'

const KEYS = ['timeout', 'route', 'first-response'] as const

/** Up to `most` items. */
const several = <Item>(random: SeededRandom, most: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: random.chance(0.5) ? 0 : random.below(most + 1) }, (_, index) => make(index))

/** What a commit of the ticket may carry besides the ticket and its events. */
export function randomParts(ticket: TicketRecord, world: StoreWorld, random: SeededRandom): Partial<Commit> {
  return {
    messages: several(random, 2, () => randomMessage(ticket, world, random)).slice(0, 1),
    contents: several(random, 2, () => randomContent(ticket, world, random)),
    attachments: random.chance(0.15) ? [randomLink(ticket, world, random)] : [],
    timers: {
      set: several(random, 2, (index) => randomTimer(ticket, world, random, KEYS[index] ?? 'timeout')),
      cancel: random.chance(0.2) ? [{ ticketId: ticket.id, key: random.pick(KEYS) }] : [],
    },
    searches: several(random, 2, () => randomSearch(ticket, random)),
    outbox: several(random, 3, (ordinal) => randomOutbox(ticket, world, random, ordinal)),
    counters: randomCounters(random),
    erasures: random.chance(0.02) ? [{ ticketId: ticket.id }] : [],
    idempotency: random.chance(0.3)
      ? idempotencyRecord(ticket, random.chance(0.2) ? `key-${random.below(40)}` : `key-${world.serial()}`, {
          result: { value: randomJson(random) },
          createdAt: world.businessNow(),
        })
      : null,
  }
}

function randomMessage(ticket: TicketRecord, world: StoreWorld, random: SeededRandom): MessageRecord {
  return messageRecord(ticket, `message-${world.serial()}`, {
    visibility: random.pick(['public', 'internal']),
    body: random.pick(TEXTS),
    external: random.chance(0.2) ? { source: 'mail', id: `${random.below(100)}` } : null,
    createdAt: world.businessNow(),
  })
}

/** Words of which random texts are made, so that searches find something. */
export const WORDS = ['vpn', '连不', '不上', '屏', 'router', 'Router', ...TEXTS.slice(3)] as const

function randomSearch(ticket: TicketRecord, random: SeededRandom): SearchRecord {
  const part = random.pick(['subject', 'message-1', 'message-2'])
  const visibility = part === 'subject' || random.chance(0.5) ? 'public' : 'internal'
  const terms = WORDS.filter(() => random.chance(0.25))
  return { tenant: ticket.tenant, ticketId: ticket.id, part, visibility, terms }
}

function randomContent(ticket: TicketRecord, world: StoreWorld, random: SeededRandom): ContentRecord {
  const name = random.pick(['subject', 'field:phone'])
  return { tenant: ticket.tenant, ticketId: ticket.id, name, revision: world.serial(), value: randomJson(random) }
}

function randomLink(ticket: TicketRecord, world: StoreWorld, random: SeededRandom): AttachmentLink {
  const uploader = random.chance(0.9) ? world.uploader : { type: 'agent', id: 'somebody' }
  return { attachmentId: world.someAttachment(ticket.tenant, random), uploader, ticketId: ticket.id, messageId: null }
}

function randomTimer(ticket: TicketRecord, world: StoreWorld, random: SeededRandom, key: string): TimerRecord {
  const dueAt = world.now() + random.pick([-600_000, 0, 60_000, 3_600_000])
  return timerRecord(ticket, dueAt, { key, epoch: ticket.version, data: { value: randomJson(random) } })
}

function randomOutbox(ticket: TicketRecord, world: StoreWorld, random: SeededRandom, ordinal: number): OutboxRecord {
  const createdAt = world.businessNow()
  return outboxRecord(ticket, `out-${world.serial()}`, { ordinal, data: { value: randomJson(random) }, createdAt })
}

function randomCounters(random: SeededRandom): CounterChange[] {
  if (random.chance(0.7)) return []
  const keys = ['load:a1', 'load:a2', 'load:a3', 'free'].filter(() => random.chance(0.4))
  return keys.map((key) => {
    const delta = random.pick([1, 1, 2, -1, -3])
    return delta > 0 && random.chance(0.6) ? { key, delta, max: random.pick([1, 4, 20]) } : { key, delta }
  })
}
