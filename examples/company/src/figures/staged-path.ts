import type { StayTask } from '@docket/testkit'
import type { StagedShape } from './desks.js'
import type { CaseWork } from './work.js'

type Task = StayTask<StagedShape>
type Call = NonNullable<Task['end']>[number]

/** Which parts do people's work for them. */
export interface Helped {
  /** The rules hand on what is done, and pay. */
  readonly rules: boolean
}

const see: Call = (desk, id) => desk.stage(id)
/** To say that one is at it, as the company promises each other, where nothing on the list is done at a look. */
const accept: Call = (desk, id, key) => desk.accept(id, key)
const amount: Call = (desk, id, key) => desk.note(id, { body: '金额如订单。' }, key)
const check =
  (...items: string[]): Call =>
  (desk, id, key) =>
    desk.check(id, { items: items.map((item) => ({ item })) }, key)
/** The last of them with the newest file of the ticket as what proves it. */
const checkWithFile =
  (...items: string[]): Call =>
  async (desk, id, key) => {
    const thread = await desk.thread(id, { limit: 500 })
    const attachmentId = thread.items.flatMap(({ attachments }) => attachments).at(-1)?.id
    return desk.check(id, { items: withFile(items, attachmentId) }, key)
  }
/** The last of them with a file of one's own, such as a receipt. */
const checkWithOwn =
  (type: string, ...items: string[]): Call =>
  async (desk, id, key) => {
    const name = `${items.at(-1)}.${type.split('/')[1]}`
    const file = await desk.upload({ name, type, bytes: new Uint8Array([1]) })
    return desk.check(id, { items: withFile(items, file.id) }, key)
  }
function withFile(items: readonly string[], attachmentId: string | undefined) {
  const last = items.length - 1
  return items.map((item, index) => ({ item, ...(index === last && attachmentId !== undefined && { attachmentId }) }))
}
const macro =
  (name: string): Call =>
  (desk, id, key) =>
    desk.runMacro(id, name, key)
const askRefund: Call = (desk, id, key) => desk.askApproval(id, { approval: 'refund' }, key)
const sendPhoto: Call = async (desk, id, key) => {
  const file = await desk.upload({ name: 'photo.jpg', type: 'image/jpeg', bytes: new Uint8Array([1]) })
  return desk.reply(id, { body: '照片如下。', attachments: [file.id] }, key)
}

/** What is done in one stage. */
export function stagedTasks(stage: string | null, work: CaseWork, { rules }: Helped): Task[] {
  const { seconds, photoAfterSeconds } = work
  /** What hands it on where no rule does. */
  const on = (type: Parameters<Parameters<Call>[0]['send']>[1]['type']): Call[] =>
    rules ? [] : [(desk, id, key) => desk.send(id, { type }, key)]
  /** Work that somebody says to be at, by the first thing done or by accepting it. */
  const said = (total: number, first: Call, ...end: readonly Call[]): Task => ({
    by: 'assignee',
    seconds: total,
    begin: [see, first],
    end,
  })
  /** Short work, of which the first thing done is the last. */
  const short = (total: number, ...end: readonly Call[]): Task => ({
    by: 'assignee',
    seconds: total,
    begin: [see],
    end,
  })
  const photo = (after: number): Task => ({ by: 'requester', seconds: after, end: [sendPhoto] })
  switch (stage ?? 'none') {
    case 'evidence': {
      const end = [checkWithFile('photo'), ...on('toQuality')]
      if (photoAfterSeconds === null) {
        return [photo(0), said(seconds.evidence, check('purchase'), ...end)]
      }
      const asks = short(seconds.evidence / 2, macro('photoMissing'))
      return [asks, photo(photoAfterSeconds), { by: 'assignee', seconds: seconds.evidence / 2, end }]
    }
    case 'inspection': {
      const rest: Task = { by: 'assignee', seconds: 0, end: on('passed') }
      const first = short(seconds.inspection, check('fault', 'cause'))
      return looked(first, seconds.secondLook, check('fault'), rules ? null : rest)
    }
    case 'decision':
      return [
        said(seconds.decision, amount, ...(rules ? [] : [askRefund])),
        {
          by: { agent: 'zheng' },
          seconds: seconds.approval,
          begin: [see],
          end: [(desk, id, key) => desk.approve(id, { approval: 'refund' }, key)],
        },
        ...(rules ? [] : [{ by: 'assignee', seconds: 0, end: on('toFinance') } as const]),
      ]
    case 'payment':
      return rules ? [] : [short(seconds.payment, checkWithOwn('application/pdf', 'receipt'), ...on('paid'))]
    case 'reception':
      return [said(seconds.reception, check('fault'), checkWithOwn('image/jpeg', 'photo'), ...on('toWorkshop'))]
    case 'workshop':
      return [said(seconds.workshop, accept, check('diagnosed', 'repaired'), ...on('toQuality'))]
    case 'quality': {
      const rest: Task = { by: 'assignee', seconds: 0, end: on('passed') }
      return looked(
        said(seconds.finalTest, accept, check('tested')),
        seconds.secondLook,
        check('tested'),
        rules ? null : rest,
      )
    }
    case 'shipping':
      return [short(seconds.shipping, checkWithOwn('application/pdf', 'packed', 'waybill'), ...on('sent'))]
    case 'received':
      return [short(seconds.received, macro('acknowledgeComplaint'), ...on('toCare'))]
    case 'working':
      return [said(seconds.remedy, accept, check('cause', 'remedy'), ...on('propose'))]
    default:
      return []
  }
}

/** Something that somebody else looks at too. */
function looked(first: Task, secondLook: number, confirm: Call, last: Task | null): Task[] {
  return [first, { by: 'colleague', seconds: secondLook, begin: [see], end: [confirm] }, ...(last ? [last] : [])]
}
