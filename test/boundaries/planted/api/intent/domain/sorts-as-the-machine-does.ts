export const inOrder = (a: string, b: string): number => a.localeCompare(b)
