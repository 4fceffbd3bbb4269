import type { Category, DeskShape, FormSchema, Label, WorkflowDescription } from '@docket/core'
import type { Wire } from './wire.js'

/** What a workflow's states are called, for whoever does not work at the desk. */
export interface WorkflowBrief<Shape extends DeskShape = DeskShape> {
  readonly id: keyof Shape['workflows'] & string
  readonly version: number
  readonly label: Label | null
  readonly initial: string
  readonly states: readonly Pick<WorkflowDescription['states'][number], 'name' | 'phase' | 'label' | 'color'>[]
}

/** What a user interface needs to know of the desk before anything else. */
export interface DeskMeta<Shape extends DeskShape = DeskShape> {
  /** Whole for those who see what is internal. */
  readonly workflows: readonly (Wire<WorkflowDescription> | WorkflowBrief<Shape>)[]
  /** Null for whoever may not begin tickets. */
  readonly categories: readonly Wire<Category>[] | null
  /** As JSON Schemas: the one without a category, and those of categories that have their own. */
  readonly forms: readonly Wire<FormSchema>[]
  /** The most urgent first. */
  readonly priorities: readonly Shape['level'][]
  /** BCP 47 tags of what there are labels in. */
  readonly locales: readonly string[]
  /** How long and how many things may be, by name, such as `subjectCharacters`. */
  readonly limits: Readonly<Record<string, number>>
  /** Whether anything is suggested while somebody is typing. */
  readonly suggestions: boolean
  /** Whether files can be sent. */
  readonly uploads: boolean
}

/** Something that may answer before it is asked. Its texts are plain, never HTML. */
export interface ShownSuggestion {
  readonly id: string
  readonly title: string
  readonly snippet: string
  /** An address by http or https, or a path of the same site. */
  readonly url?: string
}

/** Which suggestions are wanted. */
export interface SuggestionOptions {
  /** 1 to 10. */
  readonly most?: number
  /** A BCP 47 tag. */
  readonly locale?: string
}
