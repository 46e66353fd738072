import type { IntentStore } from '../intent-store'

export type Store = IntentStore
