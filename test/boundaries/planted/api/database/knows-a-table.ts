import { intentTable } from '../intent/intent-store.typeorm'

export const tables = [intentTable]
