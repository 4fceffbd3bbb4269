import type { TicketRecord } from '@docket/core/store'

/**
 * What is wrong between the tickets of a tenant that go on in each other: a merged one is named by all in which it goes
 * on, and by no others; a message that goes on in a ticket of its own is shown there, and by no others but
 * those of splits before, which were taken back; a link is known at
 * both ends; no ticket is its own parent or cause, directly or through others.
 */
export function mergeProblems(records: ReadonlyMap<string, TicketRecord>): string[] {
  return [...records.values()].flatMap((record) => [
    ...absorbedProblems(record, records),
    ...splitProblems(record, records),
    ...linkProblems(record, records),
    ...circleProblems(record, records),
  ])
}

function absorbedProblems({ id, flow }: TicketRecord, records: ReadonlyMap<string, TicketRecord>): string[] {
  const problems: string[] = []
  const above = new Set<string>()
  for (let into = flow.mergedInto; into !== undefined && !above.has(into); ) {
    above.add(into)
    const target = records.get(into)
    if (!target?.flow.absorbed?.includes(id)) problems.push(`ticket ${id} goes on in ${into}, which does not name it`)
    into = target?.flow.mergedInto
  }
  for (const absorbed of flow.absorbed ?? []) {
    let at = records.get(absorbed)
    for (let steps = 0; at !== undefined && at.id !== id && steps < records.size; steps += 1) {
      at = at.flow.mergedInto === undefined ? undefined : records.get(at.flow.mergedInto)
    }
    if (at?.id !== id) problems.push(`ticket ${id} names ${absorbed}, which does not go on in it`)
  }
  return above.has(id) ? [...problems, `ticket ${id} goes on in itself`] : problems
}

function splitProblems({ id, flow, createdAt }: TicketRecord, records: ReadonlyMap<string, TicketRecord>): string[] {
  const { splitFrom, splitInto = {} } = flow
  const shown = splitFrom?.messages ?? []
  return [
    ...shown
      .filter((message) => {
        const into = records.get(splitFrom?.ticketId ?? '')?.flow.splitInto?.[message.id] ?? ''
        return into !== id && (records.get(into)?.createdAt ?? -Infinity) < createdAt
      })
      .map((message) => `ticket ${id} shows message ${message.id}, which does not go on in it`),
    ...Object.entries(splitInto).flatMap(([messageId, into]) => {
      const from = records.get(into)?.flow.splitFrom
      const isShown = from?.ticketId === id && from.messages.some((message) => message.id === messageId)
      return isShown ? [] : [`message ${messageId} of ticket ${id} goes on in ${into}, which does not show it`]
    }),
  ]
}

const INVERSE = {
  related: 'related',
  duplicates: 'duplicated-by',
  'duplicated-by': 'duplicates',
  'parent-of': 'child-of',
  'child-of': 'parent-of',
  causes: 'caused-by',
  'caused-by': 'causes',
} as const

function linkProblems({ id, links }: TicketRecord, records: ReadonlyMap<string, TicketRecord>): string[] {
  return links.flatMap(({ kind, ticketId }) => {
    const back = records.get(ticketId)?.links.some((link) => link.kind === INVERSE[kind] && link.ticketId === id)
    return back === true ? [] : [`ticket ${id} is linked to ${ticketId} (${kind}), which does not know of it`]
  })
}

const UPWARDS = { 'child-of': 'parent', 'caused-by': 'cause' } as const

function circleProblems({ id }: TicketRecord, records: ReadonlyMap<string, TicketRecord>): string[] {
  return (['child-of', 'caused-by'] as const).flatMap((kind) => {
    const above = new Set<string>()
    const open = [id]
    for (let from = open.pop(); from !== undefined; from = open.pop()) {
      for (const link of records.get(from)?.links ?? []) {
        if (link.kind !== kind || above.has(link.ticketId)) continue
        above.add(link.ticketId)
        open.push(link.ticketId)
      }
    }
    return above.has(id) ? [`ticket ${id} is its own ${UPWARDS[kind]}, directly or through others`] : []
  })
}
