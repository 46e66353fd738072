/**
 * A program that shows what is behind a link, or looks whether it is harmless, by the name it gives. A heuristic: a
 * program may say that it is a browser, and some of the platforms' own scanners do. DingTalk's preview is known by its
 * name (`DingTalkBot-LinkService/1.0`); a browser that fetches ahead says so (`Sec-Purpose`).
 */
export function isRobot(headers: Readonly<Record<string, string | undefined>>): boolean {
  const agent = headers['user-agent']?.trim() ?? ''
  const purpose = `${headers['sec-purpose'] ?? ''} ${headers['purpose'] ?? ''}`
  return agent === '' || robots.test(agent) || /prefetch|preview/i.test(purpose)
}

/** Cubot makes telephones. */
const robots =
  /(?<!cu)bot\b|bot[/_-]|crawl|spider|preview|prefetch|linkservice|externalhit|slurp|url2meta|scanner|monitor|headless|^(?:curl|wget|python|java|go-http|okhttp|axios|node|undici|postman)/i
