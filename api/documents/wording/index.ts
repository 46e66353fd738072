export type { DocumentWording } from './wording'
export { en } from './en'
export { zhCN } from './zh-CN'
