import { useEffect, useRef } from 'react'
import { LAUNCHER_WORDS } from '../script/launcher-words.js'
import type { MountOptions } from './mount-types.js'

interface PlaceholderProps {
  readonly options: MountOptions
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Stands where the widget will. */
export function Placeholder({ options, open, onOpenChange }: PlaceholderProps) {
  const panel = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) panel.current?.show()
    else panel.current?.close()
  }, [open])
  return (
    <>
      {options.launcher && (
        <button type="button" className="docket-launcher" aria-expanded={open} onClick={() => onOpenChange(!open)}>
          {options.label ?? LAUNCHER_WORDS.en}
        </button>
      )}
      <dialog ref={panel} aria-label="Support" onClose={() => onOpenChange(false)}>
        <button type="button" onClick={() => onOpenChange(false)}>
          Close
        </button>
      </dialog>
    </>
  )
}
