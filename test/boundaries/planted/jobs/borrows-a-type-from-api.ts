import type { IntentStore } from '../api/intent/intent-store'

export type Store = IntentStore
