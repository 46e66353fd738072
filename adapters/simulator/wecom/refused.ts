import type { z } from 'zod'

/** What the gateway answers instead of `ok`. */
export class Refused extends Error {
  constructor(
    readonly errcode: number,
    errmsg: string,
  ) {
    super(errmsg)
    this.name = 'Refused'
  }
}

/** 40058 is the code for a body that does not have the form asked for. */
export const readOrRefuse = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const read = schema.safeParse(body)
  if (read.success) return read.data
  const [first] = read.error.issues
  throw new Refused(40058, `${first?.path.join('.') ?? ''} ${first?.message ?? ''}`.trim())
}
