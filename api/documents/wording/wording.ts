/** What somebody reads who follows a link, instead of the document. */
export interface DocumentWording {
  readonly ended: { readonly title: string; line(name: string): string; ask(sender: string): string }
  readonly notThere: { readonly title: string; readonly line: string }
  readonly notNow: { readonly title: string; readonly line: string }
  readonly tooOften: { readonly title: string; readonly line: string }
  /** On the page that previews see. */
  readonly open: (name: string) => string
}
