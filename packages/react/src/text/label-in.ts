/** A label in a language, whatever its region; else in English, else in any. */
export function labelIn(label: Readonly<Record<string, string>> | null | undefined, locale: string): string | null {
  if (!label) return null
  const [language = ''] = locale.split('-')
  const near = Object.keys(label).find((tag) => tag.split('-')[0] === language)
  return label[locale] ?? label[near ?? ''] ?? label['en'] ?? Object.values(label)[0] ?? null
}
