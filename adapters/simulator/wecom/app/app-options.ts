import type { ContactLimits, SimulatedContactBook } from '../contacts'

export interface SimulatedWecomAppOptions {
  /** 0 or left out chooses one. */
  readonly port?: number
  /** Loopback unless told. */
  readonly host?: string
  readonly corpId: string
  readonly agentId: number
  readonly secret: string
  readonly callbackToken: string
  /** 43 characters. */
  readonly callbackAesKey: string
  readonly members: readonly { readonly userId: string; readonly name: string }[]
  /** The company's customers (客户联系); without them the app may not ask for any. */
  readonly contacts?: SimulatedContactBook
  readonly contactLimits?: Partial<ContactLimits>
  readonly stateFile?: string
  readonly now?: () => number
  readonly pace?: Partial<AppGatewayPace>
  /** What an app did wrong, for the one who develops it. */
  readonly log?: { warn(detail: object, message: string): void }
}

/** Milliseconds. */
export interface AppGatewayPace {
  /** A callback that is not answered by then is cut and sent again. */
  readonly answerWithin: number
  readonly beforeRetry: number
}

export const usualGatewayPace: AppGatewayPace = { answerWithin: 5_000, beforeRetry: 1_000 }

/** Three more after the first (DOC 90238). */
export const mostDeliveries = 4
