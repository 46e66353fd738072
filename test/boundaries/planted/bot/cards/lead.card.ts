import { touchpointId } from '../../contract/touchpoint'

export const leadCard = (id: number): string => `触点 ${touchpointId(id)}`
