/**
 * What other examples take of this one: its logs, its desk, and the import of the one into the other.
 *
 * @packageDocumentation
 */
export { asImport, asLead, type IncidentActor, type IncidentShape, LEVELS, openDesk, putDirectory } from './desk.js'
export { generateLog } from './generate/log.js'
export { fileLog, generatedLog, type Log, REAL_LOG } from './log/open-log.js'
export { type LogSpan, survey } from './log/survey.js'
export { DEFAULT_MATRIX } from './matrix.js'
export { replay } from './replay.js'
export { ReplayError } from './replay-error.js'
export { incidentPolicy, OFFICE_HOURS } from './sla/policy.js'
export { incidentWorkflow } from './workflow.js'
