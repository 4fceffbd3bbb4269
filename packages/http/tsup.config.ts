import { bundle } from '../../tsup.base.js'

export default bundle(['src/index.ts', 'src/articles/index.ts', 'src/node/index.ts', 'src/webhooks/index.ts'])
