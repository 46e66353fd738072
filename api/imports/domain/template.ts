import type { TemplateText } from './import-map'

/** The pieces of a template: letters as they are, or the name of a column. */
export type Piece = { readonly text: string } | { readonly column: string }

export type Fields = readonly string[]
/** What a template says about one row. */
export type Fill = (row: Fields) => string | undefined

const pieces = /\{\{|\}\}|\{([^{}]+)\}|[^{}]+|[{}]/g

/** Undefined where a brace stands alone. */
export function parseTemplate(text: TemplateText): readonly Piece[] | undefined {
  const found: Piece[] = []
  for (const [whole, column] of text.matchAll(pieces)) {
    if (column !== undefined) found.push({ column: column.trim() })
    else if (whole === '{' || whole === '}') return undefined
    else found.push({ text: whole === '{{' ? '{' : whole === '}}' ? '}' : whole })
  }
  return found
}

export const columnsOf = (text: TemplateText): readonly string[] =>
  (parseTemplate(text) ?? []).flatMap((piece) => ('column' in piece ? [piece.column] : []))

/** Two columns with nothing between them: `1`+`23` and `12`+`3` would be one id. */
export const hasTouchingColumns = (text: TemplateText): boolean => {
  const found = parseTemplate(text) ?? []
  return found.some((piece, i) => {
    const next = found[i + 1]
    return 'column' in piece && next !== undefined && 'column' in next
  })
}

/** `keepEmpty`: an empty column is an empty text here, as where a table is asked. */
export function compileTemplate(
  text: TemplateText,
  header: ReadonlyMap<string, number>,
  keepEmpty = false,
): Fill {
  const parts = (parseTemplate(text) ?? []).map((piece) =>
    'column' in piece ? (header.get(piece.column) ?? -1) : piece.text,
  )
  const [only] = parts
  if (parts.length === 1 && typeof only === 'number') {
    return (row) => row[only]?.trim() || (keepEmpty ? '' : undefined)
  }
  const constant = parts.every((part) => typeof part === 'string') ? parts.join('').trim() : undefined
  if (constant !== undefined) return () => (constant === '' && !keepEmpty ? undefined : constant)
  return (row) => {
    let filled = ''
    for (const part of parts) {
      const piece = typeof part === 'string' ? part : (row[part]?.trim() ?? '')
      if (piece === '' && !keepEmpty) return undefined
      filled += piece
    }
    return filled.trim()
  }
}
