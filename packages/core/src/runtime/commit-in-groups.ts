import type { Commit, CommitResult, CounterChange } from '../store/commit-types.js'
import type { Store } from '../store/port.js'
import { inGroups } from './in-groups.js'

/** So many commits make one at most: more save little and hold their tickets' rows for longer. */
const MOST_IN_ONE = 50

/**
 * The same store, whose commits of one tenant go together as one while they touch different tickets: those that come
 * while one is under way go with the next. What a conflict or a failure meets goes by itself, so each has its own answer.
 *
 * For commits that fire timers. A joint commit removes the timers without asking for their leases: a change of a timer that
 * such a commit settles changes its ticket's version, and on the versions it insists. One that settles and insists on no
 * version goes alone.
 */
export function commitInGroups(store: Store): Store {
  const grouped = inGroups((commits: readonly Commit[]) => commitAll(store, commits))
  const commit: Store['commit'] = async (given) => {
    const settled = await grouped(given)
    if (settled.status === 'rejected') throw settled.reason
    return settled.value
  }
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = name === 'commit' ? commit : Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

type Settled = PromiseSettledResult<CommitResult>

async function commitAll(store: Store, commits: readonly Commit[]): Promise<Settled[]> {
  const answers = new Map<Commit, Settled>()
  await Promise.all(
    joinable(commits).map(async (bundle) => {
      const settled = await commitBundle(store, bundle)
      for (const [place, commit] of bundle.entries()) answers.set(commit, settled[place] as Settled)
    }),
  )
  return commits.map((commit) => answers.get(commit) as Settled)
}

async function commitBundle(store: Store, bundle: readonly Commit[]): Promise<Settled[]> {
  const [first] = bundle
  if (first && bundle.length > 1) {
    // Whose fault it is shows when each goes alone; what was applied all the same shows as a conflict then.
    const joint = await store.commit(joined(first.tenant, bundle)).catch(() => null)
    if (joint?.ok) return bundle.map(() => ({ status: 'fulfilled', value: joint }))
  }
  return Promise.allSettled(bundle.map((commit) => store.commit(commit)))
}

/** The commits in bundles of which each can be one commit. */
function joinable(commits: readonly Commit[]): Commit[][] {
  const bundles: { readonly commits: Commit[]; readonly tenant: string; readonly tickets: Set<string> }[] = []
  const alone: Commit[][] = []
  for (const commit of commits) {
    if (!isSimple(commit)) {
      alone.push([commit])
      continue
    }
    const tickets = commit.expect.map(({ ticketId }) => ticketId)
    const fits = bundles.find(
      (bundle) =>
        bundle.tenant === commit.tenant &&
        bundle.commits.length < MOST_IN_ONE &&
        !tickets.some((ticket) => bundle.tickets.has(ticket)),
    )
    const bundle = fits ?? { commits: [], tenant: commit.tenant, tickets: new Set<string>() }
    if (!fits) bundles.push(bundle)
    bundle.commits.push(commit)
    for (const ticket of tickets) bundle.tickets.add(ticket)
  }
  return [...alone, ...bundles.map((bundle) => bundle.commits)]
}

// What else has a condition of its own would fail the others with it.
function isSimple({ idempotency, attachments, erasures, counters, messages, settles, expect }: Commit): boolean {
  if (settles !== null && !expect.some(({ ticketId }) => ticketId === settles.ticketId)) return false
  const others = [...attachments, ...erasures, ...messages]
  return idempotency === null && others.length === 0 && counters.every(({ max }) => max === undefined)
}

function joined(tenant: string, commits: readonly Commit[]): Commit {
  const all = <Item>(list: (commit: Commit) => readonly Item[]) => commits.flatMap(list)
  return {
    tenant,
    expect: all(({ expect }) => expect),
    tickets: all(({ tickets }) => tickets),
    events: all(({ events }) => events),
    messages: [],
    contents: all(({ contents }) => contents),
    attachments: [],
    timers: {
      set: all(({ timers }) => timers.set),
      cancel: all(({ timers, settles }) => (settles ? [...timers.cancel, settles] : timers.cancel)),
    },
    outbox: all(({ outbox }) => outbox),
    counters: summed(all(({ counters }) => counters)),
    searches: all(({ searches }) => searches),
    revives: all(({ revives }) => revives),
    erasures: [],
    idempotency: null,
    settles: null,
  }
}

function summed(changes: readonly CounterChange[]): CounterChange[] {
  const deltas = new Map<string, number>()
  for (const { key, delta } of changes) deltas.set(key, (deltas.get(key) ?? 0) + delta)
  return [...deltas].filter(([, delta]) => delta !== 0).map(([key, delta]) => ({ key, delta }))
}
