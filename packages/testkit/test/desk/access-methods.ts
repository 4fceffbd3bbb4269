import type { ActorDesk } from '@docket/core'
import type { ServiceShape } from './service-desk.js'

/** The desk as somebody. */
export type Actor = ActorDesk<ServiceShape>

/** Every method that names a ticket, as a call on some ticket. */
export const METHODS: Readonly<Record<string, (desk: Actor, id: string, file: string) => Promise<unknown>>> = {
  get: (desk, id) => desk.get(id),
  'get at': (desk, id) => desk.get(id, { at: new Date(Date.UTC(2031, 0, 1)) }),
  thread: (desk, id) => desk.thread(id),
  history: (desk, id) => desk.history(id),
  events: (desk, id) => desk.events(id),
  explain: (desk, id) => desk.explain(id),
  reply: (desk, id) => desk.reply(id, { body: 'x' }),
  'reply with a key': (desk, id) => desk.reply(id, { body: 'x' }, { idempotencyKey: 'k' }),
  'reply with a version': (desk, id) => desk.reply(id, { body: 'x' }, { expectedVersion: 7 }),
  note: (desk, id) => desk.note(id, { body: 'x' }),
  send: (desk, id) => desk.send(id, { type: 'solve' }),
  'send what is not': (desk, id) => desk.send(id, { type: 'nonsense' as 'solve' }),
  override: (desk, id) => desk.override(id, { state: 'closed' }),
  assign: (desk, id) => desk.assign(id, { agent: 'a' }),
  unassign: (desk, id) => desk.unassign(id),
  update: (desk, id) => desk.update(id, { subject: 'x' }),
  setPriority: (desk, id) => desk.setPriority(id, { priority: 'low' }),
  setCategory: (desk, id) => desk.setCategory(id, { category: 'x' }),
  tag: (desk, id) => desk.tag(id, { add: ['x'] }),
  watch: (desk, id) => desk.watch(id),
  unwatch: (desk, id) => desk.unwatch(id),
  link: (desk, id) => desk.link(id, { kind: 'related', ticketId: 'some-other' }),
  unlink: (desk, id) => desk.unlink(id, { kind: 'related', ticketId: 'some-other' }),
  attach: (desk, id, file) => desk.attach(id, { attachmentId: file }),
  erase: (desk, id) => desk.erase(id),
  recordCallBack: (desk, id) => desk.recordCallBack(id, { outcome: 'unreached' }),
  rate: (desk, id) => desk.rate(id, { score: 1 }),
  nudge: (desk, id) => desk.nudge(id),
  snooze: (desk, id) => desk.snooze(id, { until: new Date(Date.UTC(2031, 0, 1)) }),
  unsnooze: (desk, id) => desk.unsnooze(id),
  'handle.get': (desk, id) => desk.ticket(id, { workflow: 'repair' }).get(),
  'handle.send': (desk, id) => desk.ticket(id, { workflow: 'repair' }).send({ type: 'inspect' }),
}
