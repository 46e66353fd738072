export const show = (n: number): string => n.toLocaleString()
