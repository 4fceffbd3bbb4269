/** What the launcher says before the texts are there, by language; the same as in the widget's texts. */
export const LAUNCHER_WORDS = { en: 'Get help', zh: '获取帮助' } as const
