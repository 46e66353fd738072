import type { DataSource } from 'typeorm'

export type Source = DataSource
