import { memoryFixture } from '../fixtures.js'
import { deskScenarios } from './index.js'

deskScenarios(memoryFixture)
