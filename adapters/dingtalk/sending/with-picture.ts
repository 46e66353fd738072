import { setTimeout as wait } from 'node:timers/promises'

import type { Picture } from '../../../contract/ports/chat'
import type { Log } from '../log'
import type { MediaShelf, Upload } from '../rest/media'

/** The longest that words wait for a second try with their picture, in milliseconds. */
const patience = 2_000

/**
 * The media id of a picture, or null where DingTalk does not take it: that is written down and holds up no words,
 * for they say the same numbers.
 */
export const mediaIdOf = async (shelf: MediaShelf, picture: Picture, log: Log): Promise<string | null> => {
  const first = await shelf.idOf(picture.png)
  const upload = isPassing(first) ? await secondTry(shelf, picture, first.after) : first
  if (upload.kind === 'uploaded') return upload.mediaId
  log.warn({ upload }, 'a picture could not be uploaded, its words are sent without it')
  return null
}

const isPassing = (upload: Upload): upload is Extract<Upload, { kind: 'try-later' }> =>
  upload.kind === 'try-later' && upload.after <= 2 * patience

const secondTry = async (shelf: MediaShelf, { png }: Picture, after: number): Promise<Upload> => {
  await wait(Math.min(after, patience))
  return shelf.idOf(png)
}

/** As markdown shows it, in a message and in a card alike. Nothing of the description can end the brackets. */
export const pictureMarkdown = (mediaId: string, alt: string): string =>
  `![${alt.replace(/[[\]()\n\r]/g, ' ').slice(0, 100)}](${mediaId})`
