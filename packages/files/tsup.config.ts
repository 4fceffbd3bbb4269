import { bundle } from '../../tsup.base.js'

export default bundle(['src/index.ts', 'src/disk.ts', 'src/s3.ts'])
