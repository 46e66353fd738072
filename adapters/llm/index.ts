export { createLlm } from './llm'
export type { LlmDeps, LlmSettings } from './llm'
