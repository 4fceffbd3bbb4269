export { simulationScenarios } from './scenarios.js'
