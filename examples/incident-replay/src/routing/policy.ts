import { defineRouting, learned, leastLoad, type TeamModel } from '@docket/core'
import { featuresOf } from './opening.js'

/** The custom fields that tell the team. */
interface KnownFields {
  readonly impact?: number | undefined
  readonly urgency?: number | undefined
  readonly location?: string | undefined
  readonly subcategory?: string | undefined
  readonly symptom?: string | undefined
  readonly openedBy?: string | undefined
  readonly enteredBy?: string | undefined
}

/** An incident goes to the team that the past teaches, and there to whoever has least to do; where that is not sure, to anybody. */
export function incidentRouting(model: TeamModel) {
  return defineRouting<KnownFields>({
    id: 'incident',
    team: learned(model, {
      features: ({ createdAt, requester, category, fields }) => {
        const { impact, urgency, location, subcategory, symptom, openedBy, enteredBy } = fields
        return featuresOf({
          openedAt: createdAt,
          caller: requester.id,
          openedBy: openedBy ?? null,
          enteredBy: enteredBy ?? null,
          category,
          subcategory: subcategory ?? null,
          symptom: symptom ?? null,
          location: location ?? null,
          impact: impact ?? null,
          urgency: urgency ?? null,
        })
      },
    }),
    tiers: [{ by: [leastLoad()] }],
  })
}
