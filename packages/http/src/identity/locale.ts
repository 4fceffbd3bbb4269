/** The languages in which links speak. */
export type Spoken = 'en' | 'zh'

/** The language of those that we speak which somebody likes best; English where it is none. */
export function spokenIn(asked: string | undefined, header: string | null): Spoken {
  const liked = (header ?? '')
    .slice(0, 1_000)
    .split(',')
    .map((part) => {
      const [tag = '', quality = ''] = part.split(';')
      const weight = /^\s*q=([01](?:\.[0-9]{0,3})?)\s*$/i.exec(quality)?.[1]
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
  for (const { tag } of [...(asked === undefined ? [] : [{ tag: asked }]), ...liked]) {
    const [language] = tag.toLowerCase().split('-')
    if (language === 'zh' || language === 'en') return language
  }
  return 'en'
}
