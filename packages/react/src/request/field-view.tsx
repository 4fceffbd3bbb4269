'use client'
import type { ChangeEvent, ComponentProps, ReactNode } from 'react'
import { useSpeech } from '../text/speech-context.js'
import type { FieldValues, RequestField } from './form-fields.js'

/** A box to tick, with its words. */
function Check({ label, ...input }: { readonly label: string } & ComponentProps<'input'>): ReactNode {
  return (
    <label className="check">
      <input type="checkbox" {...input} />
      {label}
    </label>
  )
}

/** A field of a form: its name, its help, its control, and what is wrong with it. */
export function FieldView({
  id,
  label,
  help,
  kind,
  required,
  choices = [],
  limits,
  big,
  readOnly,
  value,
  error,
  onChange,
}: Partial<RequestField> & {
  readonly id: string
  readonly label: string
  readonly big?: boolean
  readonly readOnly?: boolean
  readonly value: FieldValues[string] | undefined
  readonly error: string | undefined
  readonly onChange: (value: FieldValues[string]) => void
}): ReactNode {
  const { say } = useSpeech()
  const [helpId, errorId] = [`${id}-help`, `${id}-error`]
  const described = [help && helpId, error && errorId].filter(Boolean).join(' ') || undefined
  const invalid = error ? true : undefined
  const common = {
    id,
    name: id,
    required,
    'aria-invalid': invalid,
    'aria-describedby': described,
  }
  const typed = {
    ...common,
    value: typeof value === 'string' ? value : '',
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>) =>
      onChange(target.value),
  }
  const named = (
    <>
      {label} {!required && <span className="dim small">{say('optional')}</span>}
    </>
  )
  const helped = help && (
    <p className="small" id={helpId}>
      {help}
    </p>
  )
  const wrong = error && (
    <p className="error" id={errorId}>
      {error}
    </p>
  )

  if (kind === 'several') {
    const chosen = Array.isArray(value) ? (value as readonly string[]) : []
    return (
      <fieldset className="field" aria-describedby={described}>
        <legend>{named}</legend>
        {helped}
        {choices.map((choice, index) => (
          <Check
            key={choice.value}
            label={choice.label}
            name={id}
            // One of them is enough.
            required={required && index === 0 && chosen.length === 0}
            aria-invalid={invalid}
            checked={chosen.includes(choice.value)}
            onChange={({ target }) =>
              onChange([...chosen.filter((one) => one !== choice.value), ...(target.checked ? [choice.value] : [])])
            }
          />
        ))}
        {wrong}
      </fieldset>
    )
  }
  return (
    <div className={big ? 'field big' : 'field'}>
      {kind === 'flag' ? (
        <Check {...common} label={label} checked={value === true} onChange={({ target }) => onChange(target.checked)} />
      ) : (
        <label htmlFor={id}>{named}</label>
      )}
      {helped}
      {kind === 'choice' ? (
        <select {...typed}>
          <option value="">{say('choose')}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : kind === 'long' ? (
        <textarea {...typed} {...limits} readOnly={readOnly} />
      ) : (
        kind !== 'flag' && <input {...typed} {...limits} readOnly={readOnly} type={kind} />
      )}
      {wrong}
    </div>
  )
}
