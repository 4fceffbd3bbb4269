import { expect, it } from 'vitest'
import { seededRandom } from '../testing/index.js'
import { defineWorkflow } from './define.js'
import { describeWorkflow } from './describe.js'
import { workflowDiagram } from './diagram.js'
import { complaintWorkflow } from './ready-made/complaint.js'
import { incidentWorkflow } from './ready-made/incident.js'
import { refundWorkflow } from './ready-made/refund.js'
import { repairWorkflow } from './ready-made/repair.js'
import { supportWorkflow } from './ready-made/support.js'

const TEXT = String.raw`(?:[\p{L}\p{N}\p{M} ,._()[\]]|#\d+;)+`
/** All that a line may be. Mermaid's own grammar ends a text at `:`, `;` or the line, and a label at a quotation mark. */
const LINES = [
  /^stateDiagram-v2$/,
  new RegExp(`^ {2}state "${TEXT}" as s\\d+$`, 'u'),
  new RegExp(`^ {2}note right of s\\d+ : ${TEXT}$`, 'u'),
  /^ {2}\[\*\] --> s\d+$/,
  /^ {2}s\d+ --> \[\*\]$/,
  new RegExp(`^ {2}s\\d+ --> s\\d+ : ${TEXT}$`, 'u'),
]
const strange = (diagram: string) =>
  diagram
    .trimEnd()
    .split('\n')
    .filter((line) => !LINES.some((allowed) => allowed.test(line)))

it('draws states, stages, waits, requirements, time-outs and replies', () => {
  const diagram = workflowDiagram(describeWorkflow(complaintWorkflow({ owners: { care: 'care team' } })))
  expect(diagram).toContain('state "Working on it" as s2')
  expect(diagram).toContain('note right of s2 : care team, 24 h')
  expect(diagram).toContain('note right of s3 : part of Working on it')
  expect(diagram).toContain('s3 --> s2 : answered (on reply)')
  expect(diagram).toContain('s2 --> s4 : propose [checklist, no open requests]')
  expect(diagram).toContain('s4 --> s5 : expire (after 14 d)')
  expect(diagram).toMatch(/^stateDiagram-v2\n/)
  expect(diagram).toContain('[*] --> s1\n')
  expect(diagram).toContain('s5 --> [*]\n')
})

it('speaks the language that is asked for, as far as labels do', () => {
  const of = (locale: string) => workflowDiagram(describeWorkflow(refundWorkflow()), { locale })
  expect(of('zh-CN')).toBe(of('zh'))
  expect(of('zh')).toContain('state "质检" as s3')
  expect(of('zh')).toContain('[审批 refund]')
  expect(of('fr')).toBe(of('en'))
  expect(of('constructor')).toBe(of('en'))
})

it.each([supportWorkflow, refundWorkflow(), repairWorkflow(), complaintWorkflow(), incidentWorkflow()])(
  'draws the ready-made workflow $id, each state and way out once',
  (workflow) => {
    const description = describeWorkflow(workflow)
    for (const locale of ['en', 'zh']) {
      const diagram = workflowDiagram(description, { locale })
      expect(strange(diagram)).toEqual([])
      const lines = diagram.split('\n')
      expect(lines.filter((line) => line.startsWith('  state '))).toHaveLength(description.states.length)
      const ways = description.states.flatMap(({ transitions }) => transitions)
      expect(lines.filter((line) => /s\d+ --> s\d+ :/.test(line))).toHaveLength(ways.length)
    }
  },
)

const HOSTILE = [
  '"',
  '\n  s1 --> s2 : stolen\n',
  '\r\nend note',
  ';',
  '%%{init: {"theme": "dark"}}%%',
  '%% gone',
  '<script>alert(1)</script>',
  ']] [*] --> s1',
  '#34;#colon;',
  '\u2028note left of s1 : x',
  '{ }',
  '\\"',
  '\u0007\t',
  'stateDiagram\n---\ntitle: x\n---',
  '\u{1F600}你好',
  'style s1 fill:#f00;',
  '   ',
  '',
]

it('is not broken by any label, name of a team, guard or approval', () => {
  const seed = 20_300_304
  const random = seededRandom(seed)
  const pick = <One>(list: readonly One[]): One => list[Math.floor(random.next() * list.length)] as One
  const text = () =>
    Array.from({ length: 1 + Math.floor(random.next() * 4) }, () => pick(HOSTILE)).join(pick(['', ' ']))
  for (let run = 0; run < 200; run += 1) {
    const workflow = defineWorkflow({
      id: 'hostile',
      version: 1,
      initial: 'note',
      states: {
        // Words of Mermaid's own as names of states and events.
        note: {
          tags: ['open'],
          label: { en: text() },
          stage: { owner: `${text()}x`, within: { hours: 1.5 }, instructions: { en: text() } },
          on: {
            state: {
              target: 'end',
              guards: [{ type: text() }],
              requires: [{ field: `${text()}x` }, 'reason'],
            },
            direction: 'wait',
          },
        },
        wait: { tags: ['waiting'], label: { [text()]: text() }, partOf: 'note', on: { class: 'note' } },
        end: { tags: ['terminal'], label: { en: text(), zh: text() } },
      },
    })
    const description = JSON.parse(JSON.stringify(describeWorkflow(workflow)))
    for (const locale of ['en', 'zh', text()]) {
      const diagram = workflowDiagram(description, { locale })
      expect([seed, run, ...strange(diagram)]).toEqual([seed, run])
      expect(diagram.match(/ --> /g)).toHaveLength(5)
    }
  }
})

it('is not broken by what was described by hand either', () => {
  const [first, ...others] = describeWorkflow(supportWorkflow).states
  if (first === undefined) throw new Error('a workflow without states')
  const [way, ...ways] = first.transitions
  if (way === undefined) throw new Error('a state without a way out')
  const name = 'x"\n  s1 --> s2 : stolen'
  const forged = {
    ...describeWorkflow(supportWorkflow),
    states: [
      {
        ...first,
        name,
        label: { en: '\u0000\uD800"' },
        transitions: [{ ...way, event: ';\n', target: 'gone' }, ...ways],
      },
      ...others,
    ],
  }
  expect(strange(workflowDiagram(forged))).toEqual([])
})
