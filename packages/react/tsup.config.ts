import { defineConfig } from 'tsup'
import { jsx } from '../../scripts/for-browsers.mjs'
import { forPages } from '../../tsup.base.js'

export default defineConfig({
  ...forPages(['src/index.ts', 'src/widget.ts', 'src/element.ts']),
  inject: ['bundle/elements.ts'],
  esbuildOptions(options) {
    // What stands in a tsconfig.json would win.
    Reflect.deleteProperty(options, 'tsconfig')
    options.tsconfigRaw = {
      compilerOptions: { jsx: 'react', jsxFactory: jsx.factory, jsxFragmentFactory: jsx.fragment },
    }
  },
})
