import { bundle } from '../../tsup.base.js'

export default bundle(['src/index.ts', 'src/desk/index.ts', 'src/mini/index.ts'])
