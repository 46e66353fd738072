export { createDesk } from './desk'
export type { FlowLog, Modules, PipelineFigures } from './modules'
export { createPipeline } from './pipeline'
export type { Pipeline } from './pipeline'
