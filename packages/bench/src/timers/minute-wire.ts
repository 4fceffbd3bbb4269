/** What the benchmark tells the process of a worker. */
export type ToWorker =
  | { readonly kind: 'start'; readonly url: string; readonly schema: string }
  | { readonly kind: 'stop' }

/** What a worker's process tells the benchmark. */
export type FromWorker =
  | { readonly kind: 'working' }
  /** So many messages of the tenant in question were delivered until now. */
  | { readonly kind: 'told'; readonly count: number }
  /**
   * All tickets of whose timers it was told, when the first and the last came, in epoch milliseconds, and the seconds of
   * CPU time that its process took from the first to its end.
   */
  | {
      readonly kind: 'stopped'
      readonly tickets: readonly string[]
      readonly first: number
      readonly last: number
      readonly cpuSeconds: number
    }
