import { bundle } from '../../tsup.base.js'

export default bundle(['src/index.ts', 'src/channels/index.ts', 'src/node/index.ts', 'src/webhooks/index.ts'])
