import type { RequesterReference } from '@docket/core'

/** What the adapters have in common. */
export interface ChannelOptions {
  /** The tenant whose channel it is: one account at the provider is one tenant's. */
  readonly tenant: string
  /**
   * Who a sender is, as the host knows its customers, so that one customer is one on all channels; null takes nothing from it.
   * The channel's name, a colon and what the provider calls the sender, if left out. A provider's word for who sends is no proof: whoever
   * can forge it writes in that customer's name, and reads nothing.
   */
  readonly requester?: (sender: string) => RequesterReference | null | Promise<RequesterReference | null>
}

/** Who a sender is. */
export async function requesterOf(
  { requester }: Pick<ChannelOptions, 'requester'>,
  usual: string,
  sender: string,
): Promise<RequesterReference | null> {
  return requester ? requester(sender) : { id: `${usual}:${sender}` }
}
