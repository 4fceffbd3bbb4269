/** A value of the desk's as it comes over HTTP: instants are texts such as `2025-01-31T09:00:00.000Z`. */
export type Wire<Value> = Value extends Date
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : Value extends object
      ? { readonly [Name in keyof Value]: Wire<Value[Name]> }
      : Value
