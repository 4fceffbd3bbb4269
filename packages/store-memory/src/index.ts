/**
 * The store contract in memory: its executable definition, and the store for tests and first steps.
 *
 * @packageDocumentation
 */
export { type MemoryStore, type MemoryStoreOptions, memoryStore } from './memory-store.js'
