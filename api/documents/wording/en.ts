import type { DocumentWording } from './wording'

export const en: DocumentWording = {
  ended: {
    title: 'This link has ended',
    line: (name) => `This link to “${name}” has run out or was taken back.`,
    ask: (sender) => `Please ask ${sender} to send it again.`,
  },
  notThere: { title: 'There is no such page', line: 'Please check that the link is complete.' },
  notNow: {
    title: 'Not available right now',
    line: 'The document is not lost. Please open this link again in a minute.',
  },
  tooOften: { title: 'Opened too often', line: 'Please open this link again in a minute.' },
  open: (name) => `Open “${name}”`,
}
