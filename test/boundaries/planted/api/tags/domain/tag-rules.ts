export const tagsOf = (strength: number): readonly string[] => (strength > 9 ? ['hot'] : [])
