import { strength } from '../../api/intent'

export const doorThatJudges = strength
