import { DocketError, type InputIssue } from '../kernel/error.js'

/** Where in a definition something is, from the outside in. */
export type Path = readonly (string | number)[]

/** Collects what is wrong with a definition, so that one look shows it all. */
export class DefinitionIssues {
  readonly #found: InputIssue[] = []

  /** Notes what is wrong at a place; the message goes on from the place's name. */
  report(path: Path, code: string, message: string): void {
    this.#found.push({ path, code, message })
  }

  /** @throws DocketError `INVALID_DEFINITION` with all that was reported, if anything was */
  throwIfAny(): void {
    if (this.#found.length === 0) return
    const told = this.#found.slice(0, MOST_TOLD).map(({ path, message }) => `${placeOf(path)} ${message}`)
    const more = this.#found.length > MOST_TOLD ? `; and ${this.#found.length - MOST_TOLD} more` : ''
    const message = `The calendar cannot be used: ${told.join('; ')}${more}.`
    throw new DocketError('INVALID_DEFINITION', message, { issues: this.#found })
  }
}

const MOST_TOLD = 10

/** A path as code would write it: `weekly.mon[0][1]`. */
function placeOf(path: Path): string {
  if (path.length === 0) return 'it'
  const parts = path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
  return parts.join('')
}
