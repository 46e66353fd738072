import type { Autonomy, LevelReason } from '../../contract/autonomy'

const quote = (text: string): string => `「${text}」`

/** What is said of how far strategy packages act by themselves. */
export const autonomy = {
  title: '自主等级',
  levels: { 0: '建议', 1: '确认后启动', 2: '启动，可撤销', 3: '自动启动，只告知' } as Record<
    Autonomy,
    string
  >,
  level: '等级',
  since: '起于',
  record: '履历',
  next: (level: number) => `升到 ${level} 级`,
  ready: '条件都满足，可以放权',
  bound: (ceiling: number) => `规则最多到 ${ceiling}`,
  reasons: {
    begun: () => '发布时开始',
    raised: (by) => `${by} 放权`,
    lowered: (by) => `${by} 收权`,
    record: () => '近期判断不好，自动降级',
    certificate: () => '放权人的证书失效，自动降级',
  } as Record<LevelReason, (by: string) => string>,
  noRecord: '这一级还没有答复过的决策',
  counted: (good: number, bad: number, lower: string, upper: string) =>
    `答复 ${good + bad} 个，好 ${good}，不好 ${bad}，把握 ${lower}–${upper}`,
  thumbsDown: (n: number) => `👎 ${n}(不计入)`,
  noPackages: '还没有策略包。',
  none: (name: string) => `没有叫${quote(name)}的策略包。回复「自主」看有哪些。`,
  how: '改等级：自主 名称 等级。收权随时可以，放权要证书和履历。',
  forbidden: '收权由总监或管理员决定，放权由总监决定。',
  already: (name: string, level: string) => `「${name}」本来就是 ${level}，没有改动。`,
  refused: (name: string, to: number) => `「${name}」还不能升到 ${to} 级`,
  missing: {
    oneAtATime: (next: number) => `一次只升一级，下一级是 ${next}`,
    ceiling: (allowed: number) => `启动它的规则最多允许到 ${allowed} 级`,
    noRule: '没有规则会启动它',
    settled: (n: number, have: number, needed: number) => `还差 ${n} 个已答复的决策(${have}/${needed})`,
    certainty: (lower: string, needed: string) => `把握下限 ${lower}，要到 ${needed}`,
    noCertificate: '你还没有行为解读证书，请管理员签发',
    expired: (day: string) => `你的行为解读证书 ${day} 已过期`,
    revoked: (day: string) => `你的行为解读证书 ${day} 已被吊销`,
  },
  done: (name: string, level: string) => `「${name}」现在是 ${level}`,
  doneLine: '从下一个决策起生效，已启动的步骤照常；已记入变更记录。',
  does: {
    0: '只提建议，不启动步骤；接手只记跟进。',
    1: '有人接手后才启动步骤。',
    2: '立即启动，卡片上可以撤销。',
    3: '立即启动，只在日报里告知；回复「撤销 D编号」仍可撤销。',
  } as Record<Autonomy, string>,
}
