/** What of a workflow's description the paths need; `describeWorkflow` of core gives more. */
export interface PathWorkflow {
  readonly id: string
  readonly initial: string
  readonly states: readonly {
    readonly name: string
    readonly transitions: readonly { readonly event: string; readonly target: string }[]
  }[]
}

/** One transition of a path. */
export interface PathStep {
  readonly from: string
  readonly event: string
  readonly to: string
}

/** A way through a workflow from its initial state. */
export type WorkflowPath = readonly PathStep[]

/** The ways through a workflow, and what none of them reaches. */
export interface WorkflowPaths {
  /** Together they take every transition that can be reached. */
  readonly paths: readonly WorkflowPath[]
  /** States that no event leads to. */
  readonly unreachable: readonly string[]
}

/**
 * Paths that together take every transition of a workflow: to each state on a shortest way, then one more step. A path
 * that another one contains is left out.
 */
export function workflowPaths(workflow: PathWorkflow): WorkflowPaths {
  const ways = shortestWays(workflow)
  const candidates = workflow.states
    .flatMap(({ name, transitions }) => {
      const way = ways.get(name)
      return way === undefined
        ? []
        : transitions.map(({ event, target }) => [...way, { from: name, event, to: target }])
    })
    .sort((a, b) => b.length - a.length)

  const taken = new Set<string>()
  const paths: WorkflowPath[] = []
  for (const path of candidates) {
    const last = path.at(-1)
    if (last === undefined || taken.has(nameOf(last))) continue
    for (const step of path) taken.add(nameOf(step))
    paths.push(path)
  }
  return { paths, unreachable: workflow.states.map(({ name }) => name).filter((name) => !ways.has(name)) }
}

/** A shortest path to each state that can be reached. */
function shortestWays(workflow: PathWorkflow): ReadonlyMap<string, WorkflowPath> {
  const ways = new Map<string, WorkflowPath>([[workflow.initial, []]])
  const states = new Map(workflow.states.map((state) => [state.name, state]))
  for (const [name, way] of ways) {
    for (const { event, target } of states.get(name)?.transitions ?? []) {
      if (!ways.has(target)) ways.set(target, [...way, { from: name, event, to: target }])
    }
  }
  return ways
}

const nameOf = ({ from, event, to }: PathStep): string => JSON.stringify([from, event, to])
