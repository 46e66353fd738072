import { z } from 'zod'

import type { RowReason } from '../domain/row-outcome'
import type { Wording } from './wording'

const field = (name: string): string => `映射里的 ${name}`

const reasons: Record<RowReason, (field: string, value: string) => string> = {
  'column-count': (_, value) => `列数与表头不符（${value}）。检查这一行是否多了或少了分隔符、引号`,
  'open-quote': (_, value) =>
    `列数与表头不符，而且跨了 ${value} 行：多半有一个引号没有闭合，这几行都没有导入`,
  'no-time': () => '没有发生时间',
  'bad-time': (_, value) => `读不懂的时间：${value}。检查映射里的 occurredAt.format`,
  'time-out-of-range': (_, value) => `时间早于 1990 年或晚于明天：${value}`,
  'no-event-id': () => '映射里 eventId 用到的列是空的，这一行没有编号',
  'no-identifier': (_, value) =>
    `不知道是谁：身份标识的列都是空的或不可用${value === '' ? '' : `（${value}）`}`,
  'no-mapping': (name, value) => `${field(name)} 的表里没有这个值：${value === '' ? '（空）' : value}`,
  'unknown-verb': (_, value) => `没有这个动作：${value === '' ? '（空）' : value}`,
  'unknown-object-type': (_, value) => `没有这种对象类型：${value === '' ? '（空）' : value}`,
  'unknown-actor': (_, value) => `行为方只能是 customer 或 ours，这里是：${value}`,
  'no-object': () => '对象编号 object.id 是空的',
  'topic-too-long': (_, value) => `主题超过 64 个字符：${value}`,
  'bad-dwell': (_, value) => `停留秒数不是数字：${value}`,
}

export const zhCN: Wording = {
  schemaError: z.locales.zhCN().localeError,
  reason: (reason, name, value) => reasons[reason](name, value),
  map: {
    tooLong: (limit) => `映射文件超过 ${limit / 1024} KB`,
    notYaml: '映射文件不是可以读取的 YAML',
    syntax: (detail) => `YAML 语法错误：${detail}。以 { 开头的文字要加引号，例如 "{case_id}"`,
    bareBraces: (column) => `这里要加引号，写成 "{${column}}"，否则 YAML 会把它读成另一种结构`,
    unknownKey: (key, near) => `没有 ${key} 这一项${near === undefined ? '' : `，是不是想写 ${near}`}`,
    mistakes: {
      'stray-brace': '花括号没有成对。取一列写作 {列名}，花括号本身写作 {{ 或 }}',
      'needs-column': '这里要取自某一列，写作 "{列名}"',
      'touching-columns': '两列之间要放一个符号，例如 "{a}-{b}"，否则 1+23 和 12+3 会成为同一个编号',
      'unknown-verb': '没有这个动作。可用的动作见 docs/import.md',
      'unknown-object-type': '没有这种对象类型。可用的类型见 docs/import.md',
      'unknown-actor': '行为方只能是 customer（客户）或 ours（我方）',
      'bad-format': '读不懂的时间格式。用 iso、ms、s，或 yyyy/M/d H:mm:ss 这样的写法',
      'bad-zone': '时区写作 +08:00',
      'no-verb': '没有说明动作：请写 verb，或在 events 表的这一行里写',
      'no-object-type': '没有说明对象类型：请写 object.type，或在 events 表的这一行里写',
      'no-object-id': '没有说明对象编号：请写 object.id，或在 events 表的这一行里写',
      nobody: '至少要有一种身份标识，例如 account: "{客户编号}"',
      'too-many': '项目太多',
    },
  },
  file: {
    missing: (file) => [`找不到或打不开文件 ${file}。`, '检查路径和读取权限。'],
    empty: (file) => [`${file} 里没有数据。`, '文件应当有一行表头和至少一行数据。'],
    workbook: (file) => [
      `${file} 是 Excel 工作簿或压缩包，不是 CSV。`,
      '在 Excel 里选择 文件 → 另存为 → “CSV UTF-8（逗号分隔）”，再导入；zip 请先解压。',
    ],
    utf16: (file) => [
      `${file} 的编码是 UTF-16。`,
      '在 Excel 里另存为 “CSV UTF-8”，或运行 iconv -f UTF-16 -t UTF-8 原文件 > 新文件。',
    ],
    binary: (file) => [`${file} 不是文本文件。`, '请导入 CSV 或用 gzip 压缩的 CSV。'],
    gbk: (file, line, sample) => [
      `${file} 第 ${line} 行不是 UTF-8，看起来是 GBK（“${sample}”）。还没有导入任何数据。`,
      '在 Excel 里另存为 “CSV UTF-8”，或运行 iconv -f GB18030 -t UTF-8 原文件 > 新文件，再导入。',
    ],
    notUtf8: (file, line) => [
      `${file} 第 ${line} 行不是 UTF-8。还没有导入任何数据。`,
      '用 iconv 转成 UTF-8 后再导入。',
    ],
    brokenGzip: (file) => [
      `${file} 的压缩数据已损坏或不完整。还没有导入任何数据。`,
      '重新下载或复制文件；gzip -t 可以检查。',
    ],
    noLines: (file) => [
      `${file} 里有一段超过 4 MB 的内容没有换行。`,
      '检查它是不是 CSV，以及有没有没闭合的引号。',
    ],
    quoteOpen: (file, line) => [
      `${file} 第 ${line} 行附近有一个引号没有闭合。这一行之前的数据已经导入。`,
      '补上引号后重新导入；如果引号只是普通字符，在映射里写 csv: { quote: none }。',
    ],
    changed: (file) => [`${file} 在导入过程中被改动。`, '等文件写完后再运行一次；已导入的行不会重复。'],
    columns: (missing, header) => [
      `文件里没有映射要用的列：${missing
        .map(({ column, near }) => (near === undefined ? column : `${column}（是不是 ${near}）`))
        .join('、')}。`,
      `文件的列是：${header.join('、')}。改映射，或检查 csv.delimiter。`,
    ],
    twice: (columns) => [
      `这些列名在表头里不止一次：${columns.join('、')}。`,
      '在映射里用 csv.columns 给每一列起不同的名字，或改表头。',
    ],
  },
  noneReadable: (rows, example) => [
    `前 ${rows} 行没有一行能读成触点。第一个原因：${example}。还没有导入任何数据。`,
    '加 --dry-run 看看每一行会变成什么，改好映射再导入。',
  ],
  errorFile: (file) => [`错误文件 ${file} 写不进去。`, '用 --errors 指定一个可写的位置。'],
  tell: {
    counts: (c) =>
      `共 ${c.rows} 行：新收下 ${c.accepted}，已有 ${c.repeated}，按映射跳过 ${c.skipped}，有问题 ${c.failed}`,
    seconds: (seconds) => `用时 ${seconds} 秒`,
    resumed: (rows) => `前 ${rows} 行是上次导入的，这次接着往下`,
    stopped: '已停止。再运行同一条命令会从停下的地方继续，不会重复',
    doneBefore: '这个文件用这份映射已经导入过，这次没有再读。要从头核对一遍，加 --again（已有的不会重复）',
    errors: (file, listed, failed) =>
      `有问题的行在 ${file}${listed < failed ? `（只列出前 ${listed} 行）` : ''}。改好后可以直接导入这个文件`,
    sampled: (rows, whole) => (whole ? `整个文件 ${rows} 行` : `看了前 ${rows} 行`),
    span: (from, to) => `时间从 ${from} 到 ${to}（UTC+8）`,
    people: (count) => `约 ${count} 个客户`,
    kinds: '会成为这些触点：',
    skips: '会跳过：',
    problems: '有问题：',
    examples: '前几行的样子：',
    withoutBraces: (name, column) =>
      `${name} 写的是固定文字 ${column}，正好也是列名。要取这一列，请写 "{${column}}"`,
    rowSkipped: (value) => `跳过（${value === '' ? '空' : value}）`,
    line: (line) => `第 ${line} 行`,
    times: (count, example) => `${count} 次，例如第 ${example} 行`,
  },
}
