'use client'
import type { ShownSuggestion } from '@docket/client'
import { createContext, useContext } from 'react'

/** What the panel shows. */
export type View =
  | { readonly name: 'home' | 'new' | 'progress' }
  | { readonly name: 'ticket'; readonly id: string; readonly subject?: string | null }

/** What the parts of the panel share. */
export interface PanelParts {
  readonly go: (view: View) => void
  /** What an agent is called; null for one that has no name here. */
  readonly agentName: (id: string) => string | null
  readonly onDeflect: (article: ShownSuggestion, text: string) => void
  /** The way to sign in again. */
  readonly onSignIn: () => void
}

/** What the parts of the panel share. */
export const PanelContext: React.Context<PanelParts> = createContext<PanelParts>({
  go() {},
  agentName: () => null,
  onDeflect() {},
  onSignIn() {},
})

/** What the parts of the panel share. */
export const usePanel = (): PanelParts => useContext(PanelContext)
