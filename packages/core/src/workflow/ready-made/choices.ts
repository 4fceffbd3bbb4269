import type { TimeSpan } from '../../kernel/duration.js'
import { DocketError } from '../../kernel/error.js'

/** Everybody who works at a desk with the usual roles, and the requester. */
export const EVERYBODY = ['requester', 'agent', 'lead', 'admin', 'service'] as const

/** What a host says about a ready-made workflow; what it leaves out is as the workflow's page says. */
export interface WorkflowChoices<Owner extends string, Stage extends string> {
  /** Raise it with each change of the other options; 1 if left out. */
  readonly version?: number
  /** The team that owns each department's stages. */
  readonly owners?: { readonly [Name in Owner]?: string }
  /** The deadline of each stage, by the calendar of the SLA target `stage`. */
  readonly within?: { readonly [Name in Stage]?: TimeSpan }
}

/** What a host chose, completed; what there is nothing to choose about is refused. */
export function chosen<Name extends string, Value>(
  option: string,
  given: { readonly [One in Name]?: Value } | undefined,
  defaults: Readonly<Record<Name, Value>>,
): Readonly<Record<Name, Value>> {
  const complete: Record<Name, Value> = { ...defaults }
  for (const [name, value] of Object.entries(given ?? {}) as [Name, Value | undefined][]) {
    if (!Object.hasOwn(defaults, name)) {
      const known = Object.keys(defaults).join(', ')
      const message = `The option ${option} has no ${name}; it has ${known}.`
      throw new DocketError('INVALID_DEFINITION', message, {
        issues: [{ path: [option, name], code: 'unknown_key', message: `is not one of ${known}` }],
      })
    }
    if (value !== undefined) complete[name] = value
  }
  return complete
}
