/** The errcode of a refused frame; the SDK rejects with the frame itself, and with an Error for everything else. */
export const errcodeOf = (failure: unknown): number | undefined => {
  if (typeof failure !== 'object' || failure === null || failure instanceof Error) return undefined
  const { errcode } = failure as { errcode?: unknown }
  return typeof errcode === 'number' ? errcode : undefined
}
