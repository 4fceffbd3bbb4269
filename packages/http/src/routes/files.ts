import { type ActorDesk, DocketError } from '@docket/core'
import * as z from 'zod'
import { newDownloadLink, openDownloadLink } from '../files/download-links.js'
import { fileResponse } from '../files/file-response.js'
import { uploadBody } from '../files/upload-body.js'
import type { HandlerContext } from '../handler/options.js'
import { HttpError, linkIsOver } from '../handler/problem.js'
import { defineRoute } from '../route/define-route.js'
import type { Route } from '../route/route-types.js'
import { attachmentSchema } from '../schema/ticket-schema.js'
import { time } from '../schema/values.js'

const upload = z.strictObject({
  name: z.string().min(1).max(1_000),
  type: z
    .string()
    .max(200)
    .regex(/^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/i, 'must be a media type such as image/png')
    .exactOptional(),
})
const link = z.strictObject({ path: z.string(), expiresAt: time }).meta({ id: 'DownloadLink' })
const binary = { 'application/octet-stream': z.string().meta({ format: 'binary' }) }

const openLink = defineRoute('files', {
  id: 'openDownloadLink',
  on: 'GET /downloads/:token',
  access: 'everybody',
  serves: ['download'],
  summary: 'The one file of a link, for `<a href>`; asked of the desk again as whoever made the link.',
  success: { status: 200, body: null, also: binary },
  run: async ({ params, context }) => {
    const opened = await openDownloadLink(context, params.token)
    if (opened === null) throw linkIsOver()
    const { tenant, actor, attachmentId } = opened
    return { response: await responseOf(context.desk.as({ tenant, actor }), attachmentId, context) }
  },
})

/** Files as bytes. */
export const fileRoutes: readonly Route[] = [
  defineRoute('files', {
    id: 'uploadFile',
    on: 'POST /files',
    access: 'upload',
    serves: ['upload'],
    summary: 'Keeps a file that is whoever sends it alone, until it is attached to something.',
    query: upload,
    body: 'bytes',
    success: { status: 201, body: attachmentSchema },
    cost: 10,
    run: async ({ desk, query, request, principal, context }) => {
      if (!context.desk.takesFiles) throw noFiles(context)
      const { bytes, broken } = uploadBody(request, principal, context.options)
      try {
        return { body: await desk.upload({ name: query.name, type: query.type ?? 'application/octet-stream', bytes }) }
      } catch (error) {
        throw broken() ?? tooLarge(error) ?? error
      } finally {
        // What is refused before it is read is not waited for.
        void request.body?.cancel().catch(() => {})
      }
    },
  }),
  defineRoute('files', {
    id: 'downloadFile',
    on: 'GET /files/:attachmentId',
    access: 'read',
    serves: ['download'],
    summary: 'A file, for whoever may see what it is attached to; always to be kept, never shown.',
    success: { status: 200, body: null, also: binary },
    run: async ({ desk, params, context }) => ({ response: await responseOf(desk, params.attachmentId, context) }),
  }),
  defineRoute('files', {
    id: 'createDownloadLink',
    on: 'POST /files/:attachmentId/links',
    access: 'read',
    serves: ['download'],
    summary: 'A link to one file for at most five minutes, which a browser follows without a token.',
    success: { status: 201, body: link },
    run: async ({ desk, params: { attachmentId }, principal: { tenant, actor }, context }) => {
      // Only whoever could read it now; the bytes are left alone.
      await desk.download(attachmentId)
      const { token, expiresAt } = await newDownloadLink(context, { tenant, actor, attachmentId })
      return { body: { path: `${context.options.basePath}/downloads/${token}`, expiresAt } }
    },
  }),
  { ...openLink, params: z.strictObject({ token: z.string().min(1).max(2_000) }) },
]

async function responseOf(desk: ActorDesk, attachmentId: string, { options }: HandlerContext): Promise<Response> {
  return fileResponse(await desk.download(attachmentId), options.onError)
}

/** No sender can mend it: whoever runs the desk is to hear of it. */
function noFiles({ options }: HandlerContext): HttpError {
  options.onError(new Error('A file was sent, and the desk has no file store. Give `files` to createDesk.'))
  return new HttpError(501, 'NO_FILES', 'This desk takes no files.')
}

function tooLarge(error: unknown): HttpError | null {
  if (!DocketError.is(error, 'LIMIT_EXCEEDED')) return null
  return new HttpError(413, 'BODY_TOO_LARGE', error.message, { ...error.details })
}
