export type {
  CustomerRow,
  CustomerStore,
  HeldCustomer,
  HistoryOf,
  NamedCustomer,
  OwnerFilter,
  TimelineEntry,
} from './customer-store'
export { currentRow } from './current-row'
export { createCustomerStore } from './customer-store.typeorm'
export { createCustomers } from './customers'
export type { Customers } from './customers'
export { fold, momentOf } from './domain/fold'
export { mergeStates } from './domain/merge-states'
export { emptyState } from './domain/working-state'
export type { WorkingState } from './domain/working-state'
