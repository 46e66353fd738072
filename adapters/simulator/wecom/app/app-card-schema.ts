import { z } from 'zod'

import { cardSchema } from '../card-schema'

const text = z.string().max(20_480)
const kindOfLink = z.union([z.literal(0), z.literal(1), z.literal(2)])

/**
 * The fields of an app's template card (DOC 90236) where they differ from a bot's: attachments among the rows, links
 * among the buttons, no smart replies, no feedback, and `replace_text` for a card that is changed.
 */
export const appCardSchema = cardSchema.omit({ feedback: true }).extend({
  horizontal_content_list: z
    .array(
      z.strictObject({
        type: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).optional(),
        keyname: text.optional(),
        value: text.optional(),
        url: text.optional(),
        media_id: text.optional(),
        userid: text.optional(),
      }),
    )
    .optional(),
  jump_list: z
    .array(
      z.strictObject({
        type: kindOfLink.optional(),
        title: text.optional(),
        url: text.optional(),
        appid: text.optional(),
        pagepath: text.optional(),
      }),
    )
    .optional(),
  button_list: z
    .array(
      z.strictObject({
        type: z.union([z.literal(0), z.literal(1)]).optional(),
        text: text.optional(),
        style: z.int().min(1).max(4).optional(),
        key: text.optional(),
        url: text.optional(),
      }),
    )
    .optional(),
  replace_text: text.optional(),
})

export type AppCard = z.infer<typeof appCardSchema>
