import type { IntentStore } from '../intent/intent-store'

export type Store = IntentStore
