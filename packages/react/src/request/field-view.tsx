'use client'
import type { ReactNode } from 'react'
import { useSpeech } from '../text/speech-context.js'
import type { FieldValues, RequestField } from './form-fields.js'

/** What stands around the input of a field: its name, its help, and what is wrong with it. */
export function Labelled({
  id,
  label,
  required,
  help,
  error,
  big,
  children,
}: {
  readonly id: string
  readonly label: string
  readonly required?: boolean
  readonly help?: string | null
  readonly error?: string | undefined
  readonly big?: boolean
  readonly children: ReactNode
}): ReactNode {
  const { say } = useSpeech()
  return (
    <div className={big ? 'field big' : 'field'}>
      <label htmlFor={id}>
        {label} {!required && <span className="dim small">{say('optional')}</span>}
      </label>
      {help && (
        <p className="small" id={`${id}-help`}>
          {help}
        </p>
      )}
      {children}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

/** What tells a control of what is said about it. */
export const told = (id: string, error: string | undefined, help?: string | null) => ({
  id,
  name: id,
  'aria-invalid': error ? true : undefined,
  'aria-describedby': [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
})

/** A field of a form, as the desk describes it. */
export function FieldView({
  field,
  value,
  error,
  onChange,
}: {
  readonly field: RequestField
  readonly value: FieldValues[string] | undefined
  readonly error: string | undefined
  readonly onChange: (value: FieldValues[string]) => void
}): ReactNode {
  const { say } = useSpeech()
  const { name, label, help, kind, required, choices, limits } = field
  const id = `field-${name}`
  const common = { ...told(id, error, help), required }
  const type = (event: { readonly target: { readonly value: string } }) => onChange(event.target.value)
  const text = typeof value === 'string' ? value : ''

  if (kind === 'flag') {
    return (
      <div className="field">
        <label className="check" htmlFor={id}>
          <input
            {...common}
            type="checkbox"
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
          />
          {label}
        </label>
        {error && (
          <p className="error" id={`${id}-error`}>
            {error}
          </p>
        )}
      </div>
    )
  }
  if (kind === 'several') {
    const chosen = Array.isArray(value) ? (value as readonly string[]) : []
    return (
      <fieldset className="field" aria-describedby={error && `${id}-error`}>
        <legend>{label}</legend>
        {choices.map((choice) => (
          <label key={choice.value} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(choice.value)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, choice.value] : chosen.filter((one) => one !== choice.value))
              }
            />
            {choice.label}
          </label>
        ))}
      </fieldset>
    )
  }
  return (
    <Labelled id={id} label={label} required={required} help={help} error={error}>
      {kind === 'choice' ? (
        <select {...common} value={text} onChange={type}>
          <option value="">{say('choose')}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : kind === 'long' ? (
        <textarea {...common} {...limits} value={text} onChange={type} />
      ) : (
        <input {...common} {...limits} type={kind} value={text} onChange={type} />
      )}
    </Labelled>
  )
}
