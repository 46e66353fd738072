export type DatabaseUrl =
  { readonly dialect: 'sqlite'; readonly file: string } | { readonly dialect: 'mysql'; readonly url: string }

/** `sqlite:./data/zhongshu.db`, `mysql://user:secret@host:3306/name`. Undefined when it is neither. */
export function parseDatabaseUrl(text: string): DatabaseUrl | undefined {
  if (text.startsWith('sqlite:') && text.length > 'sqlite:'.length) {
    return { dialect: 'sqlite', file: text.slice('sqlite:'.length) }
  }
  if (/^(mysql|mariadb):\/\/[^/]+\/[^/?]+/.test(text)) {
    return { dialect: 'mysql', url: text.replace(/^mariadb:/, 'mysql:') }
  }
  return undefined
}
