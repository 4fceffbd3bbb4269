import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { describeWorkflow } from '../describe.js'
import { workflowDiagram } from '../diagram.js'
import { complaintWorkflow } from './complaint.js'
import { incidentWorkflow } from './incident.js'
import { refundWorkflow } from './refund.js'
import { repairWorkflow } from './repair.js'

const page = readFileSync(new URL('../../../../../docs/flow/workflows.md', import.meta.url), 'utf8')

it.each([refundWorkflow(), repairWorkflow(), complaintWorkflow(), incidentWorkflow()])(
  'the page shows the workflow $id as it is',
  (workflow) => {
    expect(page).toContain(`\`\`\`mermaid\n${workflowDiagram(describeWorkflow(workflow))}\`\`\``)
  },
)
