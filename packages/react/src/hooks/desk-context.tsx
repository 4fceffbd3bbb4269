'use client'
import { createContext, type ReactNode, useContext } from 'react'
import type { DeskConnection } from '../desk/desk-types.js'

const DeskContext = createContext<DeskConnection | null>(null)

/** A desk of whatever definition. */
type AnyDesk = Omit<DeskConnection, 'client'> & { readonly client: Pick<DeskConnection['client'], 'close'> }

/** Gives the components below it a desk. */
export function DeskProvider({ desk, children }: { readonly desk: AnyDesk; readonly children?: ReactNode }): ReactNode {
  // Hooks that are typed by its definition know its shape; the others need none.
  return <DeskContext.Provider value={desk as DeskConnection}>{children}</DeskContext.Provider>
}

/** The desk that the components above give. */
export function useDesk(): DeskConnection {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('There is no desk here: put <DeskProvider desk={openDesk(…)}> above.')
  return desk
}
