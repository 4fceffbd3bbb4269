import { defineRouting, leastLoad, sticky } from '@docket/core'

const TEAM_OF: Readonly<Record<string, string>> = { cloud: 'operations', complaint: 'care' }
const EUROPE: ReadonlySet<string> = new Set(['de', 'en', 'fr'])

/** Who gets a ticket. What goes through stages has the team that owns its stage; the rest is chosen here. */
export const routing = defineRouting({
  id: 'company',
  team: ({ category, requester: { locale } }) => {
    const team = TEAM_OF[category ?? ''] ?? (EUROPE.has(locale ?? '') ? 'berlin' : 'service')
    return { team, confidence: 1, reasons: [{ code: 'by-category-and-locale', category, locale: locale ?? null }] }
  },
  tiers: [
    // The same person as last time, if there is one; else whoever has least to do.
    { name: 'own team', by: [sticky(), leastLoad()] },
    // What nobody of Berlin can take, Shanghai takes.
    { name: 'Shanghai helps', when: { team: 'berlin' }, ifSaturated: 0.9, teams: ['service'], by: [leastLoad()] },
  ],
})
