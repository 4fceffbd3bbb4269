import { bundle } from '../../tsup.base.js'

export default bundle([
  'src/index.ts',
  'src/ical/index.ts',
  'src/store/index.ts',
  'src/testing/index.ts',
  'src/workflow/index.ts',
])
