import { touchpointId } from '../../contract/touchpoint'

export const id = touchpointId
