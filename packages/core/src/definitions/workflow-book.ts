import { DocketError } from '../kernel/error.js'
import type { Store } from '../store/port.js'
import { type CompiledWorkflow, compileWorkflow } from '../workflow/compile.js'
import type { WorkflowDefinition } from '../workflow/definition-types.js'
import type { DeskModel } from './model.js'

/** The workflow versions that a node knows: those of its code, and those that the store keeps for older tickets. */
export interface WorkflowBook {
  /** The version that a new ticket begins with; of the desk's first workflow if none is named. */
  current(id: string | undefined): CompiledWorkflow
  /** A version that is at hand, without I/O. */
  atHand(id: string, version: number): CompiledWorkflow | undefined
  /**
   * A version, from the store if need be.
   *
   * @throws DocketError `DEFINITION_UNKNOWN` when this node cannot step it
   */
  find(tenant: string, id: string, version: number): Promise<CompiledWorkflow>
}

/** Makes the book of a desk. */
export function createWorkflowBook(model: DeskModel, store: Pick<Store, 'definition'>): WorkflowBook {
  const book = new Map(model.workflows.map((workflow) => [key(workflow.definition), workflow]))
  return {
    current(id) {
      const found =
        id === undefined ? model.workflows[0] : model.workflows.find(({ definition }) => definition.id === id)
      if (found) return found
      const known = [...new Set(model.workflows.map(({ definition }) => definition.id))].join(', ')
      throw new DocketError('INVALID_INPUT', `The desk has no workflow of this name. It has ${known}.`, {
        issues: [{ path: ['workflow'], code: 'unknown_workflow', message: `is not one of ${known}` }],
      })
    },
    atHand: (id, version) => book.get(key({ id, version })),
    async find(tenant, id, version) {
      const known = book.get(key({ id, version }))
      if (known) return known
      const stored = await store.definition(tenant, 'workflow', id, version)
      if (!stored) throw unknown(id, version, 'it is neither in the code nor in the store')
      try {
        const compiled = compileWorkflow(stored.content as unknown as WorkflowDefinition, model.guards)
        // A tenant's own version is not kept, so that it never serves another tenant.
        if (stored.tenant === '*') book.set(key({ id, version }), compiled)
        return compiled
      } catch (cause) {
        throw unknown(id, version, (cause as Error).message, cause)
      }
    },
  }
}

function key({ id, version }: { readonly id: string; readonly version: number }): string {
  return `${id} ${version}`
}

function unknown(id: string, version: number, why: string, cause?: unknown): DocketError {
  return new DocketError(
    'DEFINITION_UNKNOWN',
    `This node cannot work with version ${version} of the workflow ${id}: ${why}. Another node may; or add it to the desk.`,
    { id, version },
    { cause },
  )
}
