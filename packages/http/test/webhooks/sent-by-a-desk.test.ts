import { memoryStore } from '@docket/store-memory'
import { sentByADesk } from './sent-by-a-desk.js'

sentByADesk(async (clock) => memoryStore({ clock }))
