import { memoryFixture } from '../fixtures.js'
import { slaLagScenarios } from './sla-lag.js'

const SEEDS = Array.from({ length: 40 }, (_, index) => 4_711 + index)

slaLagScenarios(memoryFixture, SEEDS)
