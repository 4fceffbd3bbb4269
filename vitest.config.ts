import { defineConfig } from 'vitest/config'

// Tests lie beside their source and run on the sources themselves, through the `@docket/source` condition: no build first.
const node = { ssr: { resolve: { conditions: ['@docket/source', 'node', 'development|production'] } } }
const apart = [
  '**/node_modules/**',
  '**/dist/**',
  '**/*.pg.test.*',
  '**/*.pglite.test.*',
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
