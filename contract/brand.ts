declare const brand: unique symbol

/** A value that only its own maker may produce: two brands over the same base cannot be swapped. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }
