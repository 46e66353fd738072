import { writeFileSync } from 'node:fs'

import { cardTemplate } from './dingtalk-template/card-template'

/** Writes the card template that is shipped for DingTalk's card platform; run from the top of the repository. */
const file = process.argv[2] ?? 'assets/dingtalk/card-template.json'
writeFileSync(file, cardTemplate())
process.stdout.write(`${file}\n`)
