import { z } from 'zod'

const words = z
  .string()
  .max(500)
  .nullish()
  .transform((text) => text ?? '')
const userId = z.string().min(1).max(64)
const ids = z.array(z.number().int()).max(1_000).default([])

/** `department/list` (DOC 90208): everything the app may see, in one answer. */
export const departmentsShape = z.object({
  department: z
    .array(
      z.object({
        id: z.number().int(),
        name: words,
        parentid: z.number().int().default(0),
        department_leader: z.array(z.string().max(64)).max(1_000).default([]),
      }),
    )
    .max(50_000),
})

/** A member as `user/get` and `user/list` have him (DOC 90196); what the app may not know is left out. */
export const userShape = z.object({
  userid: userId,
  name: words,
  department: ids,
  main_department: z.number().int().optional(),
  position: words,
  /** 0 or 1, parallel to `department`. */
  is_leader_in_dept: ids,
  direct_leader: z.array(z.string().max(64)).max(50).default([]),
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status: z.number().int().default(1),
  mobile: words,
  biz_mail: words,
})
export type WireUser = z.infer<typeof userShape>

export const usersShape = z.object({ userlist: z.array(userShape).max(50_000) })

/** `user/simplelist` (DOC 90200). */
export const simpleUsersShape = z.object({ userlist: z.array(z.object({ userid: userId })).max(50_000) })

/** `user/list_id` (DOC 96067), which the secret of the contact sync may call and nothing else of this. */
export const idsShape = z.object({ dept_user: z.array(z.object({ userid: userId })).max(10_000) })

/** `agent/get` (DOC 90227): what the app is, and who is in its visible range. */
export const agentShape = z.object({
  close: z.number().int().default(0),
  allow_userinfos: z
    .object({
      user: z
        .array(z.object({ userid: userId }))
        .max(10_000)
        .default([]),
    })
    .default({ user: [] }),
  allow_partys: z.object({ partyid: ids }).default({ partyid: [] }),
})
export type WireAgent = z.infer<typeof agentShape>
