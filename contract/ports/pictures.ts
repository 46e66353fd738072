import type { Drawing } from '../drawing'
import type { Picture } from './chat'

/** Makes a picture of a drawing. Null where this machine cannot; why is told to whoever runs it, once. */
export type DrawPicture = (drawing: Drawing) => Picture | null
