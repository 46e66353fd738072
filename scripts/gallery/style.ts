/** Colours and widths close to the two clients on a phone. */
export const style = `
  body { margin: 0; font: 14px/1.5 'PingFang SC', 'Noto Sans CJK SC', 'Noto Color Emoji', sans-serif; }
  section { padding: 16px 24px; background: var(--page); color: var(--text); }
  .light { --page: #ededed; --paper: #fff; --text: #1f2329; --grey: #8f959e; --line: #e5e6eb; --soft: #f5f6f7; }
  .dark { --page: #111; --paper: #1e1f22; --text: #e6e7ea; --grey: #8b8f98; --line: #34363b; --soft: #2a2c31; }
  h1 { font-size: 20px; } h2 { font-size: 15px; margin: 24px 0 8px; color: var(--grey); }
  .routes { display: grid; grid-template-columns: repeat(4, 360px); gap: 20px; align-items: start; }
  .names h3 { margin: 0; color: var(--grey); }
  .menu { float: right; color: var(--grey); } .menu i { font-style: normal; border: 1px solid var(--line); border-radius: 10px; padding: 0 6px; margin-left: 3px; }
  .plain { white-space: pre-wrap; font-size: 13px; }
  .picture { padding: 0; overflow: hidden; margin-bottom: 8px; } img { width: 100%; display: block; border-radius: 6px; }
  details { font-size: 11px; color: var(--grey); } pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .card, .bubble { background: var(--paper); border-radius: 8px; padding: 14px 16px; overflow-wrap: anywhere; }
  .source { font-size: 12px; color: var(--grey); margin-bottom: 6px; }
  .status { float: right; border: 1px solid var(--line); border-radius: 4px; padding: 0 6px; }
  .colour-2 { color: #d83931; } .colour-3 { color: #2ea121; }
  .title { font-size: 17px; font-weight: 600; } .desc { color: var(--grey); margin-bottom: 8px; }
  .sub { white-space: pre-line; margin-bottom: 8px; }
  dl { display: grid; grid-template-columns: 5.2em 1fr; margin: 0; row-gap: 2px; }
  dt { color: var(--grey); } dd { margin: 0; white-space: nowrap; overflow: hidden; text-overflow: clip; }
  .buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; }
  button { flex: 1 0 28%; border: 0; border-radius: 6px; padding: 8px 0; font: inherit; background: var(--soft); color: var(--text); }
  .wecom-1, .ding-blue { background: #2b6df2; color: #fff; } .wecom-2 { color: #2b6df2; }
  .wecom-3, .ding-red { color: #d83931; } .disabled, .wecom-4 { color: var(--grey); }
  h3 { font-size: 16px; margin: 0 0 4px; } p { margin: 4px 0; } .gap { height: 6px; }
  blockquote { margin: 2px 0 6px; padding-left: 8px; border-left: 3px solid var(--line); color: var(--grey); }
  .item { padding-left: 12px; text-indent: -10px; } .item::before { content: '• '; color: var(--grey); }
`
