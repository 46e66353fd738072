export { tagsOf } from './domain/tag-rules'
