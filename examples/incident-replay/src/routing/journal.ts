/** What happens on a desk with an incident, at an instant in milliseconds since 1970-01-01T00:00:00Z. */
export type Happening = { readonly at: number; readonly incident: string } & (
  | {
      /** It was in an agent's hands before. */
      readonly what: 'carried-over'
      readonly agent: string
    }
  | {
      readonly what: 'opened'
      readonly priority: string
      /** The team that it was routed to; null for none. */
      readonly team: string | null
      /** Whether the model was not sure enough to name one. */
      readonly abstained: boolean
      /** Null when it has to wait. */
      readonly agent: string | null
    }
  | {
      /** It had waited, and a place became free. */
      readonly what: 'given'
      readonly agent: string
    }
  | { readonly what: 'solved'; readonly agent: string }
)
