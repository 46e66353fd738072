import { strength } from '../api/intent'

export const work = strength
