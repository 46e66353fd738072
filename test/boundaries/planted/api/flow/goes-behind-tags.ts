import { tagsOf } from '../tags/domain/tag-rules'

export const tags = tagsOf
