import type { DeskMethod } from './route-types.js'

/** What no route serves, and why. */
export const NOT_SERVED: { readonly [Method in DeskMethod]?: string } = {
  ticket: 'A handle for typed code, whose two methods are those of every ticket: `get` and `send`.',
  import: 'An import reads a source for as long as it is; run it in a process of yours, beside the handler.',
  rehearse: 'Policies and assumptions are functions, which no request can carry.',
}
