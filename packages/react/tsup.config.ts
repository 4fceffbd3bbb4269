import { defineConfig } from 'tsup'
import { forPages } from '../../tsup.base.js'

export default defineConfig(forPages(['src/index.ts', 'src/widget.ts', 'src/element.ts']))
