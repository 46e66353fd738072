import { tagsOf } from '../tags'

export const tags = tagsOf
