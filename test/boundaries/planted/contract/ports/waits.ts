export const answer = async (): Promise<number> => Promise.resolve(1)
