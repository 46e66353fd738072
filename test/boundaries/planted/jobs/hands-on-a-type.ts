export type { IntentStore } from '../api/intent/intent-store'
