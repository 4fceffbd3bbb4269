import type { ShownSuggestion } from '@docket/client'
import type { ReactNode } from 'react'
import type { DeskOptions } from '../desk/desk-types.js'
import type { Appearance } from '../style/appearance.js'
import type { Texts } from '../text/en.js'

/** Where a page can put in what is its own. */
export type SlotName = 'header' | 'home-start' | 'home-end'

/** What a widget is given. */
export interface WidgetOptions extends DeskOptions {
  /** A BCP 47 tag; the page's language if left out. */
  readonly locale?: string
  /** Words in place of the widget's; with `locale`, of any language, whose dates and plurals are then the browser's. */
  readonly texts?: Partial<Texts>
  readonly appearance?: Appearance
  /** For browsers without constructed style sheets, where a policy asks for one. */
  readonly nonce?: string
  /** Whether it shows what opens it; true if left out. */
  readonly launcher?: boolean
  /**
   * Whether the launcher says how many requests have news that were not read, by one request once the page is idle; false if
   * left out. Of whoever has never written, nothing is asked.
   */
  readonly unread?: boolean
  /** What an agent is called, by id. */
  readonly agentName?: (id: string) => string | null
  /** The token of a progress link: opens its ticket, reading only. */
  readonly progressToken?: string
  /** Told when an article solved it before it was sent; the desk is told by itself. */
  readonly onDeflect?: (article: ShownSuggestion, text: string) => void
  /** The way to sign in again; loads the page anew if left out. What was written is kept. */
  readonly onSignIn?: () => void
}

/** What a React page gives a widget. */
export interface DocketWidgetProps extends WidgetOptions {
  /** The element that holds it; the page's body if left out. */
  readonly container?: Element
  readonly slots?: Readonly<Partial<Record<SlotName, ReactNode>>>
  /** Whether it is open, where you hold that. */
  readonly open?: boolean
  /** Told when it is opened or closed, by whatever. */
  readonly onOpenChange?: (open: boolean) => void
}
