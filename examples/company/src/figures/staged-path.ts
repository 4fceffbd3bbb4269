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
  (item: string): Call =>
  (desk, id, key) =>
    desk.check(id, { item }, key)
/** With the newest file of the ticket as what proves it. */
const checkWithFile =
  (item: string): Call =>
  async (desk, id, key) => {
    const { items } = await desk.thread(id, { limit: 500 })
    const attachmentId = items.flatMap(({ attachments }) => attachments).at(-1)?.id
    return desk.check(id, { item, ...(attachmentId !== undefined && { attachmentId }) }, key)
  }
/** With a file of one's own, such as a receipt. */
const checkWithOwn =
  (item: string, type: string): Call =>
  async (desk, id, key) => {
    const file = await desk.upload({ name: `${item}.${type.split('/')[1]}`, type, bytes: new Uint8Array([1]) })
    await desk.attach(id, { attachmentId: file.id }, key)
    return desk.check(id, { item, attachmentId: file.id }, key)
  }
const macro =
  (name: string): Call =>
  (desk, id, key) =>
    desk.runMacro(id, name, key)
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
  const one = (total: number, first: Call, ...end: readonly Call[]): Task => ({
    by: 'assignee',
    seconds: total,
    begin: [see, first],
    end,
  })
  const photo = (after: number): Task => ({ by: 'requester', seconds: after, end: [sendPhoto] })
  switch (stage ?? 'none') {
    case 'evidence': {
      const end = [checkWithFile('photo'), ...on('toQuality')]
      if (photoAfterSeconds === null) return [photo(0), one(seconds.evidence, check('purchase'), ...end)]
      const asks = one(seconds.evidence / 2, check('purchase'), macro('askPhoto'))
      return [asks, photo(photoAfterSeconds), { by: 'assignee', seconds: seconds.evidence / 2, end }]
    }
    case 'inspection':
      return looked(one(seconds.inspection / 2, accept, check('fault')), seconds.secondLook, check('fault'), {
        by: 'assignee',
        seconds: seconds.inspection / 2,
        end: [check('cause'), ...on('passed')],
      })
    case 'decision':
      return [
        one(seconds.decision, amount, (desk, id, key) => desk.askApproval(id, { approval: 'refund' }, key)),
        {
          by: { agent: 'zheng' },
          seconds: seconds.approval,
          begin: [see],
          end: [(desk, id, key) => desk.approve(id, { approval: 'refund' }, key)],
        },
        ...(rules ? [] : [{ by: 'assignee', seconds: 0, end: on('toFinance') } as const]),
      ]
    case 'payment':
      return rules ? [] : [one(seconds.payment, accept, checkWithOwn('receipt', 'application/pdf'), ...on('paid'))]
    case 'reception':
      return [one(seconds.reception, check('fault'), checkWithOwn('photo', 'image/jpeg'), ...on('toWorkshop'))]
    case 'workshop':
      return [one(seconds.workshop, accept, check('diagnosed'), check('repaired'), ...on('toQuality'))]
    case 'quality': {
      const rest: Task = { by: 'assignee', seconds: 0, end: on('passed') }
      return looked(
        one(seconds.finalTest, accept, check('tested')),
        seconds.secondLook,
        check('tested'),
        rules ? null : rest,
      )
    }
    case 'shipping':
      return [one(seconds.shipping, accept, check('packed'), checkWithOwn('waybill', 'application/pdf'), ...on('sent'))]
    case 'received':
      return [one(seconds.received, macro('acknowledge'), check('acknowledged'), ...on('toCare'))]
    case 'working':
      return [one(seconds.remedy, accept, check('cause'), check('remedy'), ...on('propose'))]
    default:
      return []
  }
}

/** Something that somebody else looks at too. */
function looked(first: Task, secondLook: number, confirm: Call, last: Task | null): Task[] {
  return [first, { by: 'colleague', seconds: secondLook, begin: [see], end: [confirm] }, ...(last ? [last] : [])]
}
