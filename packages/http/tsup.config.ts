import { bundle } from '../../tsup.base.js'

const entries = ['articles', 'channels', 'node', 'webhooks'].map((name) => `src/${name}/index.ts`)

export default bundle(['src/index.ts', ...entries])
