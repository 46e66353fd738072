export const newYear = (year: number): Date => new Date(year, 0)
