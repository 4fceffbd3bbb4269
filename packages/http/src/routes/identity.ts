import * as z from 'zod'
import type { HandlerContext } from '../handler/options.js'
import { linkIsOver, noSuchAddress, unauthenticated } from '../handler/problem.js'
import type { IdentityOptions } from '../identity/identity-options.js'
import { spokenIn } from '../identity/locale.js'
import { progressOf } from '../identity/progress.js'
import { newVisitor, sameVisitor } from '../identity/visitors.js'
import { defineRoute } from '../route/define-route.js'
import type { Route } from '../route/route-types.js'
import { time, when } from '../schema/values.js'

/** A token as it comes: whatever it holds, it is a proof or none. */
const token = z.string().max(4_096)
const locale = z.string().min(1).max(50)
const timeZone = z.string().max(100).refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin')

const visitor = z
  .strictObject({ visitor: z.string(), token: z.string(), expiresAt: time })
  .meta({ id: 'Visitor', description: 'A visitor who has proved nothing, and the token by which it is known again.' })
const expected = z.looseObject({ at: when, atRisk: z.boolean() }).nullable()
const progress = z
  .strictObject({
    state: z.string(),
    phase: z.string(),
    stage: z
      .strictObject({ name: z.string(), number: z.int(), since: time, seconds: z.number().nullable() })
      .nullable(),
    handler: z.string().nullable(),
    firstResponseAt: when,
    expected: z.strictObject({ answer: expected, solution: expected }),
    createdAt: time,
    solvedAt: when,
    words: z.array(z.string()),
    locale: z.enum(['en', 'zh']),
  })
  .meta({ id: 'Progress', description: 'How a ticket comes on, for whoever has its link.' })

/** For those who have proved nothing, or only that they have a link. */
export const identityRoutes: readonly Route[] = [
  defineRoute('identity', {
    id: 'createVisitor',
    on: 'POST /visitors',
    access: 'everybody',
    serves: [],
    summary:
      'Makes whoever asks a visitor: a requester with a random id that is nobody else and never becomes somebody else.',
    body: z.strictObject({ locale: locale.exactOptional() }),
    success: { status: 201, body: visitor },
    cost: 20,
    run: async ({ body, request, context }) => {
      const { tokens, visitors } = offered(context, 'visitors')
      const tenant = await visitors.tenantOf(request)
      if (tenant === null) throw noSuchAddress()
      return { body: await newVisitor(tokens, tenant, body.locale) }
    },
  }),
  defineRoute('identity', {
    id: 'refreshVisitor',
    on: 'POST /visitors/refresh',
    access: 'everybody',
    serves: [],
    summary: 'Gives the same visitor a fresh token, for one that is valid or has expired not long ago.',
    body: z.strictObject({ token }),
    success: { status: 200, body: visitor },
    run: async ({ body, context }) => {
      const { tokens, visitors } = offered(context, 'visitors')
      const same = await sameVisitor(tokens, visitors, body.token)
      if (same === null) throw unauthenticated()
      return { body: same }
    },
  }),
  defineRoute('identity', {
    id: 'getProgress',
    on: 'POST /progress',
    access: 'everybody',
    serves: ['get', 'directory.agent'],
    summary: 'How the one ticket of a progress link comes on, with the expected times in plain words.',
    body: z.strictObject({ token, locale: locale.exactOptional(), timeZone: timeZone.exactOptional() }),
    success: { status: 200, body: progress },
    run: async ({ body, request, context }) => {
      const { identity, agentName } = context.options
      if (!identity) throw noSuchAddress()
      const claims = await identity.tokens.verify(body.token, ['progress'])
      const telling = {
        locale: spokenIn(body.locale, request.headers.get('accept-language')),
        timeZone: body.timeZone ?? 'UTC',
      }
      const shown = claims && (await progressOf(context.desk, claims, agentName, telling))
      if (!shown) throw linkIsOver()
      return { body: shown, headers: { 'content-language': telling.locale } }
    },
  }),
]

function offered<Name extends keyof IdentityOptions>({ options: { identity } }: HandlerContext, name: Name) {
  const part = identity?.[name]
  if (!identity || !part) throw noSuchAddress()
  return { ...identity, [name]: part } as IdentityOptions & {
    readonly [Part in Name]-?: NonNullable<IdentityOptions[Part]>
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
