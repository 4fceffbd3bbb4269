import type { Speech } from '../text/translate.js'

/** What the browser finds wrong in a form, in words of ours, by the control's name. */
export function mistakesIn(form: HTMLFormElement, { say }: Speech): Record<string, string> {
  const found: Record<string, string> = {}
  for (const control of form.elements) {
    const { name, validity, min, max } = control as HTMLInputElement
    if (!name || !validity || validity.valid) continue
    found[name] = validity.valueMissing
      ? say('required')
      : validity.rangeUnderflow
        ? say('tooLow', { limit: min })
        : validity.rangeOverflow
          ? say('tooHigh', { limit: max })
          : say('invalid')
  }
  return found
}

/** Brings whoever writes to the first mistake. */
export function focusFirst(form: HTMLFormElement, mistakes: Readonly<Record<string, string>>): void {
  const first = [...form.elements].find((control) => (control as HTMLInputElement).name in mistakes)
  ;(first as HTMLElement | undefined)?.focus()
}
