import { supportOf } from '../../../../lib/support'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

async function serve(request: Request): Promise<Response> {
  const { handle } = await supportOf()
  return handle(request)
}

export { serve as DELETE, serve as GET, serve as HEAD, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT }
