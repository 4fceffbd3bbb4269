import { memoryStore } from '@docket/store-memory'
import { simulationScenarios } from './scenarios.js'

simulationScenarios(memoryStore, {
  until: { usual: '12:00', threefold: '09:30', twice: '09:45' },
  complaintHours: 5,
})
