import { openApi } from '@docket/http'
import { expect, it } from 'vitest'
import { COMMANDS, type CommandName } from '../src/commands.js'
import { DESK_COMMANDS, deskRequestOf } from '../src/desk/desk-commands.js'

const names = [...Object.keys({ ...COMMANDS, ...DESK_COMMANDS }), 'deflect'] as CommandName[]
const INPUT = { kind: 'KIND', ticketId: 'OTHER', watcher: 'W', item: 'I', approval: 'A', request: 'R', macro: 'M' }

it.each(names)('asks for %s as a route of the handler that heeds its key', (name) => {
  const { method = '', path = '' } = deskRequestOf(name, name === 'create' ? null : 'T', INPUT) ?? {}
  const { paths, components } = openApi() as unknown as {
    readonly paths: Readonly<Record<string, Record<string, object>>>
    readonly components: { readonly schemas: Readonly<Record<string, { readonly required: readonly string[] }>> }
  }
  const parts = `/${path}`.split('/')
  const matches = Object.keys(paths).filter((route) => {
    const own = route.split('/')
    return own.length === parts.length && own.every((part, place) => part.startsWith('{') || part === parts[place])
  })
  const found = matches.flatMap((route) => {
    const operation = paths[route]?.[method.toLowerCase()]
    return operation ? [JSON.stringify(operation)] : []
  })
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(/idempotency-?key/i)
  // What has none is not taken for an answer of a desk's.
  const [schema] = /(?<=components.schemas.)\w+(?="}}})/.exec(found[0] ?? '') ?? []
  expect(components.schemas[schema ?? '']?.required).toContain('id')
})
