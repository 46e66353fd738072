export const hour = (at: number): number => new Date(at).getHours()
