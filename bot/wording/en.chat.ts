import type { Wording } from './zh-CN'

const quote = (text: string): string => `"${text}"`

export const chat: Wording['chat'] = {
  commandWords: {
    hot: ['hot', 'hot today', 'hot customers'],
    customer: ['customer', 'client', 'account'],
    why: ['why', 'explain'],
    'why-not': ['why not', 'whynot'],
    take: ['take', 'confirm'],
    later: ['later', 'snooze'],
    wrong: ['wrong', 'reject'],
    open: ['open', 'todo', 'tasks'],
    'who-am-i': ['whoami', 'who am i', 'me'],
    help: ['help', 'menu', 'hello', 'hi', '?'],
  },
  questionTails: [],
  negation: ' not ',
  roles: { rep: 'sales rep', manager: 'manager', director: 'director', admin: 'admin' },
  platforms: { wecom: 'WeCom', dingtalk: 'DingTalk' },
  quote,
  stranger: {
    title: 'We have not met',
    lines: ['Please ask the admin to register your account as a member, then come back.'],
  },
  onlyInPrivate: {
    title: 'Please ask me in private',
    lines: ['This holds customer data, which is not shown in groups. Send it again in our single chat.'],
  },
  guessed: (canonical) => `Read as ${quote(canonical)}.`,
  unknown: {
    title: 'I did not get that',
    said: (said) => (said === '' ? 'There was no text.' : `You said ${quote(said)}.`),
    nearest: (commands) => `Did you mean ${commands.map(quote).join(', ')}?`,
    confirmOrder: (command) =>
      `This changes records, so I do not guess. If you mean it, reply ${quote(command)}.`,
    help: `Reply ${quote('help')} to see what I can do.`,
  },
  incomplete: {
    title: 'One thing is missing',
    customer: 'Which customer? For example: customer Acme',
    whyNot: 'Which customer? For example: why not Acme',
    code: (number) => `Is ${number} a number of mine? Then write D${number}; if not, do not put it first.`,
    space: (command) => `To change records, put a space after the command: ${quote(command)}.`,
  },
  notFound: {
    title: 'Not found',
    customer: (query) => `${quote(query)} was not found or is not yours to see.`,
    decision: (code) => `${code} was not found or is not yours to see.`,
    newest: 'You have not been sent anything yet.',
    several: (query) => `Several match ${quote(query)}, please be more precise:`,
    byNumber: (number) => `or by number: customer ${number}`,
    severalOpen: (query) => `Several open notices match ${quote(query)}, please give the number:`,
    noneOpen: (query) => `None of your open notices is ${quote(query)}. Reply ${quote('open')} to see them.`,
  },
  answered: {
    recorded: 'Recorded; there is no follow-up form to fill in.',
    already: 'Somebody was first; nothing changed.',
    alreadyYou: 'You have answered this before; nothing changed.',
    alreadyLater: 'It is put off already; nothing changed. It can still be taken or called wrong.',
    note: (note) => `Note: ${note}`,
    notYours: { title: 'Nothing changed', line: 'This notice was not sent to you.' },
    unknown: { title: 'Nothing changed', line: 'There is no such notice. Reply "open" to see yours.' },
    nothingOpen: { title: 'Nothing open', line: 'No notice waits for you.' },
  },
  open: {
    title: (n) => `${n} open`,
    titleMany: (n) => `more than ${n} open`,
    none: 'All done.',
    how: 'Reply "take D12", "later D12", "wrong D12 reason", "why D12"',
  },
  whoAmI: {
    title: (name) => `You are ${name}`,
    role: 'Role',
    team: 'Team',
    accounts: 'Accounts',
    account: (platform, id) => `${platform} ${id}`,
  },
  help: {
    title: 'What I can do',
    rows: [
      ['hot', 'the hottest customers now; "hot 2" for the next page'],
      ['customer Acme', 'intent, how it adds up, latest touchpoints'],
      ['why D12', 'three layers; without a number the newest'],
      ['why not Acme', 'which condition is missing'],
      ['open', 'notices waiting for you'],
      ['take D12', 'take it on; without a number the newest'],
      ['later D12', 'put it aside; you can still take it'],
      ['wrong D12 reason', 'the judgement is wrong; kept with your reason'],
      ['whoami', 'your role and accounts'],
    ],
    tail: 'The number stands after D on the card and never changes. Small typos are fine.',
  },
  failed: {
    title: 'I cannot answer now',
    lines: ['The system does not respond. Nothing recorded is lost; check "open" in a while.'],
  },
}
