/**
 * What holds a store to the contract of Docket: a conformance suite as data, for any test runner.
 *
 * @packageDocumentation
 */
export { storeCases } from './store/cases/index.js'
export { type CaseOutcome, type ConformanceReport, runStoreConformance } from './store/conformance.js'
export { CONFORMANCE_FIELDS, type CreateStore, type StoreClock, type StoreFixture } from './store/fixture.js'
export { type ContentsScope, readContents } from './store/read-contents.js'
export { type CaseContext, runCase, type StoreCase } from './store/store-case.js'
export { defineStoreSuite, type StoreSuiteOptions, type TestRunner } from './store/suite.js'
