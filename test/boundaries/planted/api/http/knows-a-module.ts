import { strength } from '../intent'

export const answer = strength
