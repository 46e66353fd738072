/** Allowed: the reason stands beside it. */
// eslint-disable-next-line eqeqeq -- null and undefined are one thing here
export const known = (value: unknown): boolean => value != null
