export interface IntentStore {
  strengthOf(customer: number): Promise<number>
}
