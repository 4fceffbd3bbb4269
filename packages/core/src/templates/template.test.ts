import { describe, expect, it } from 'vitest'
import { ticketRecord } from '../../test/records.js'
import { knownVariables, renderTemplate, templateProblem, unknownVariables } from './template.js'

const AGENT = { type: 'agent', id: 'a1' }
const FIELDS = new Set(['city', 'amount', 'list'])
const render = (template: string, changes = {}) => renderTemplate(template, ticketRecord(changes), AGENT)

describe('a template', () => {
  it('has its variables filled in, from the ticket, its fields and who acts', () => {
    const changes = { fields: { amount: 5 }, personal: { city: 'Graz' }, requester: { id: 'c1', tier: 'gold' } }
    const template =
      '{{ticket.id}} {{ ticket.priority }} {{fields.amount}} {{fields.city}} {{requester.tier}} {{actor.id}}'
    expect(render(template, changes)).toEqual({ text: 't1 normal 5 Graz gold a1', missing: [] })
  })

  it('says what it lacks, or what stands there instead', () => {
    expect(render('{{fields.city}}, {{ fields.amount | some | more }}!')).toEqual({
      text: ', some | more!',
      missing: ['fields.city'],
    })
    expect(render('{{fields.city|}}')).toEqual({ text: '', missing: [] })
  })

  it('is filled in once: what a value holds is no template', () => {
    const changes = { subject: '{{actor.id}} {{', fields: { city: '}} $& $1 {{ticket.id}}' } }
    expect(render('{{ticket.subject}} {{fields.city}}', changes).text).toBe('{{actor.id}} {{ }} $& $1 {{ticket.id}}')
  })

  it('of nested braces fills in the innermost, and leaves the rest as it is', () => {
    expect(render('{{ {{ticket.id}} }} {{{ticket.id}}} {{{{ {ticket.id} }} {{').text).toBe(
      '{{ t1 }} {t1} {{{{ {ticket.id} }} {{',
    )
  })

  it('holds no list and no object, and nothing that every object inherits', () => {
    expect(render('{{fields.list}}', { fields: { list: ['a'] } })).toEqual({ text: '', missing: ['fields.list'] })
    for (const name of [
      'constructor',
      '__proto__',
      'toString',
      'fields.constructor',
      'fields.__proto__',
      'ticket.constructor',
    ]) {
      expect(render(`{{${name}}}`)).toEqual({ text: '', missing: [name] })
    }
  })
})

describe('what a template names', () => {
  it('is known before it is used', () => {
    expect(unknownVariables('{{ticket.id}} {{ fields.city | x }}', FIELDS)).toEqual([])
    const wrong = [
      'constructor',
      '__proto__',
      'toString',
      'fields.constructor',
      'fields.nothing',
      'ticket',
      'ticket.',
      '',
    ]
    expect(unknownVariables(wrong.map((name) => `{{${name}}}`).join(''), FIELDS)).toEqual(wrong)
    expect(
      unknownVariables(
        knownVariables(FIELDS)
          .map((name) => `{{${name}}}`)
          .join(''),
        FIELDS,
      ),
    ).toEqual([])
  })
})

describe('the braces of a template', () => {
  it('are right where each pair is closed', () => {
    for (const template of ['', 'no { braces } }', '{{a}}{{ b | c }}', '{{{ticket.id}}}', '{ {{a}} }']) {
      expect(templateProblem(template)).toBeNull()
    }
  })

  it.each([
    ['Dear {{ fields.city', 'has a {{ that no }} closes, in line 1, at "{{ fields.city"'],
    ['{{a}}\n\n{{b} {{c}}', 'has a {{ that no }} closes, in line 3, at "{{b} {{c}}"'],
    ['{{a}} b}} {{c', 'has a }} that no {{ opens, in line 1, at "}} {{c"'],
    ['{{ {{ticket.id}} }}', 'has a {{ that no }} closes, in line 1, at "{{ {{ticket.id}} }}"'],
  ])('are refused with their place: %s', (template, told) => {
    expect(templateProblem(template)).toContain(told)
  })
})

it('of a million characters takes one pass, whatever its braces', () => {
  // A pattern that tries each brace anew would not end within the test's time.
  for (const part of ['{', '}', '{{', '{{a', '{{a}', '{{ ', '{{ticket.id', 'a']) {
    const template = part.repeat(Math.ceil(1_000_000 / part.length))
    expect(render(template).text).toBe(template)
    expect(unknownVariables(template, FIELDS)).toEqual([])
    expect(templateProblem(template) === null).toBe(!part.includes('{{') && part !== '{' && part !== '}')
  }
})
