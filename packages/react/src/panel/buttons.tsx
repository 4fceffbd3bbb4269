'use client'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.js'

/** A button that reads like a link. */
export function LinkButton({
  onClick,
  children,
  ...more
}: {
  readonly onClick: () => void
  readonly children: ReactNode
  readonly part?: string
  readonly 'aria-label'?: string
  readonly 'aria-disabled'?: boolean
}): ReactNode {
  return (
    <button type="button" className="link" onClick={onClick} {...more}>
      {children}
    </button>
  )
}

/** A button that is a drawing, with a name. */
export function IconButton({
  icon,
  name,
  onClick,
}: {
  readonly icon: IconName
  readonly name: string
  readonly onClick: () => void
}): ReactNode {
  return (
    <button type="button" className="bare icon" aria-label={name} onClick={onClick}>
      <Icon name={icon} />
    </button>
  )
}
