import { fileURLToPath } from 'node:url'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { launchOptions } from './scripts/browser.mjs'

// Tests lie beside their source and run on the sources themselves, through the `@docket/source` condition: no build first.
const node = { ssr: { resolve: { conditions: ['@docket/source', 'node', 'development|production'] } } }
const inScripts = (name: string) => fileURLToPath(new URL(`./scripts/${name}`, import.meta.url))
// What browsers load is named up front: found in the middle of a test, it would load the page anew.
const bundled = ['react', 'react-dom', 'react-dom/client', 'react/jsx-runtime', 'react/jsx-dev-runtime']
const apart = [
  '**/node_modules/**',
  '**/dist/**',
  '**/*.pg.test.*',
  '**/*.pglite.test.*',
  '**/*.browser.test.*',
  '**/*.e2e.test.*',
  '**/*.built.test.*',
  '**/*.packed.test.*',
]

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        ...node,
        test: {
          name: 'unit',
          include: ['{packages,examples}/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: apart,
          // How fast something is, benchmarks say; a test only must not hang.
          testTimeout: 30_000,
        },
      },
      {
        ...node,
        test: {
          name: 'types',
          include: [],
          exclude: apart,
          typecheck: {
            enabled: true,
            only: true,
            checker: 'tsc',
            include: ['packages/**/*.test-d.ts'],
            tsconfig: './tsconfig.json',
          },
        },
      },
      {
        ...node,
        test: {
          name: 'pg',
          include: ['{packages,examples}/**/*.pg.test.ts'],
          globalSetup: ['./scripts/pg-global.mjs'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...node,
        test: {
          name: 'pglite',
          include: ['packages/**/*.pglite.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        root: './packages/react',
        resolve: { conditions: ['@docket/source', 'module', 'browser', 'development|production'] },
        optimizeDeps: {
          include: [...bundled, 'vitest-browser-react', 'axe-core', '@docket/client > eventsource-parser'],
        },
        server: { host: '127.0.0.1' },
        test: {
          name: 'browser',
          include: ['**/*.browser.test.{ts,tsx}'],
          globalSetup: [inScripts('browser.mjs')],
          testTimeout: 30_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: 'chromium', viewport: { width: 1280, height: 800 } }],
          },
        },
      },
      {
        ...node,
        test: {
          name: 'e2e',
          include: ['{packages,examples}/**/*.e2e.test.ts'],
          globalSetup: [inScripts('browser.mjs')],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      { test: { name: 'built', include: ['scripts/**/*.built.test.mjs'] } },
      {
        test: {
          name: 'packed',
          include: ['scripts/**/*.packed.test.mjs'],
          globalSetup: ['./scripts/pg-global.mjs'],
          testTimeout: 240_000,
          hookTimeout: 480_000,
        },
      },
    ],
  },
})
