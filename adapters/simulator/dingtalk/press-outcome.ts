import { z } from 'zod'

import type { CardParams } from './shown-card'

export type PressOutcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'change'; readonly params: CardParams; readonly byKey: boolean }
  | { readonly kind: 'wrong'; readonly why: string }

/**
 * Reads the answer to a press: `{"response": …}` with the data of "卡片互动-事件回调". `check` throws where the
 * template cannot draw the variables.
 */
export const pressOutcome = (data: unknown, check: (params: CardParams) => CardParams): PressOutcome => {
  const read = answerShape.safeParse(data)
  if (!read.success) return { kind: 'wrong', why: z.prettifyError(read.error) }
  const { response } = read.data
  if (response?.cardData === undefined) return { kind: 'nothing' }
  const byKey = response.cardUpdateOptions?.updateCardDataByKey === true
  try {
    return { kind: 'change', params: check(response.cardData.cardParamMap), byKey }
  } catch (error) {
    return { kind: 'wrong', why: String(error) }
  }
}

const data = z.strictObject({ cardParamMap: z.record(z.string(), z.string()) })

const answerShape = z.strictObject({
  response: z
    .strictObject({
      cardUpdateOptions: z
        .strictObject({
          updateCardDataByKey: z.boolean().optional(),
          updatePrivateDataByKey: z.boolean().optional(),
        })
        .optional(),
      cardData: data.optional(),
      userPrivateData: data.optional(),
    })
    .nullable(),
})
