import { fitCharacters, tidy } from './fit'

/**
 * A text that came from outside as markdown that shows the same text and does nothing. The two platforms' dialects
 * know no escapes we could rely on, so characters that would format or link become their full-width twins.
 */
export const safeMarkdown = (text: string, limit: number): string =>
  fitCharacters(tidy(text), limit)
    .replace(/[[\]<>`*\\~|]/g, wide)
    .replace(/^(\s*)([#+-]|\d+\.)(?=\s)/, (_, blank: string, mark: string) => `${blank}${widen(mark)}`)
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, wide)

const widen = (text: string): string => [...text].map(wide).join('')
/** U+0021–U+007E have twins at a fixed distance. */
const wide = (character: string): string => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0)
