export type Store = import('../api/intent/intent-store').IntentStore
