import type { DocumentWording } from './wording'

export const zhCN: DocumentWording = {
  ended: {
    title: '链接已失效',
    line: (name) => `《${name}》的这个链接已经过期或被收回。`,
    ask: (sender) => `需要的话，请联系 ${sender} 重新发一份。`,
  },
  notThere: { title: '没有这个页面', line: '请检查链接是否完整。' },
  notNow: { title: '暂时打不开', line: '资料没有丢，请过一分钟再打开这个链接。' },
  tooOften: { title: '打开得太频繁', line: '请过一分钟再打开这个链接。' },
  open: (name) => `打开《${name}》`,
}
