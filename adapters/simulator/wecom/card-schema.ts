import { z } from 'zod'

/**
 * The fields of a bot's template card and their types (DOC 101032, and the typings of `@wecom/aibot-node-sdk`).
 * Unknown fields are refused. What is required, how long lists may be and which field goes with which card type is
 * settled in card-rules.ts, where each has an errcode of its own.
 */
const text = z.string().max(20_480)
const link = z.union([z.literal(0), z.literal(1), z.literal(2)])
const jump = {
  type: link.optional(),
  url: text.optional(),
  appid: text.optional(),
  pagepath: text.optional(),
}
const option = z.strictObject({ id: text.optional(), text: text.optional() })

const selection = z.strictObject({
  question_key: text.optional(),
  title: text.optional(),
  disable: z.boolean().optional(),
  selected_id: text.optional(),
  option_list: z.array(option).optional(),
})

export const cardSchema = z.strictObject({
  card_type: text.optional(),
  source: z
    .strictObject({
      icon_url: text.optional(),
      desc: text.optional(),
      desc_color: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).optional(),
    })
    .optional(),
  action_menu: z
    .strictObject({
      desc: text.optional(),
      action_list: z.array(z.strictObject({ text: text.optional(), key: text.optional() })).optional(),
    })
    .optional(),
  main_title: z.strictObject({ title: text.optional(), desc: text.optional() }).optional(),
  emphasis_content: z.strictObject({ title: text.optional(), desc: text.optional() }).optional(),
  quote_area: z.strictObject({ ...jump, title: text.optional(), quote_text: text.optional() }).optional(),
  sub_title_text: text.optional(),
  horizontal_content_list: z
    .array(
      z.strictObject({
        type: z.union([z.literal(0), z.literal(1), z.literal(3)]).optional(),
        keyname: text.optional(),
        value: text.optional(),
        url: text.optional(),
        userid: text.optional(),
      }),
    )
    .optional(),
  jump_list: z
    .array(
      z.strictObject({
        ...jump,
        type: z.union([link, z.literal(3)]).optional(),
        title: text.optional(),
        question: text.optional(),
      }),
    )
    .optional(),
  card_action: z.strictObject(jump).optional(),
  card_image: z.strictObject({ url: text.optional(), aspect_ratio: z.number().optional() }).optional(),
  image_text_area: z
    .strictObject({ ...jump, title: text.optional(), desc: text.optional(), image_url: text.optional() })
    .optional(),
  vertical_content_list: z
    .array(z.strictObject({ title: text.optional(), desc: text.optional() }))
    .optional(),
  button_selection: selection.optional(),
  button_list: z
    .array(z.strictObject({ text: text.optional(), style: z.int().optional(), key: text.optional() }))
    .optional(),
  checkbox: z
    .strictObject({
      question_key: text.optional(),
      disable: z.boolean().optional(),
      mode: z.union([z.literal(0), z.literal(1)]).optional(),
      option_list: z.array(option.extend({ is_checked: z.boolean().optional() })).optional(),
    })
    .optional(),
  select_list: z.array(selection).optional(),
  submit_button: z.strictObject({ text: text.optional(), key: text.optional() }).optional(),
  task_id: text.optional(),
  feedback: z.strictObject({ id: text.optional() }).optional(),
})

export type WireCard = z.infer<typeof cardSchema>
