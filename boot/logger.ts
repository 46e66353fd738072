import pino from 'pino'
import type { DestinationStream, Logger } from 'pino'

import type { LogLevel } from './config'

/** One JSON line per happening on standard error; standard output belongs to the person at the terminal. */
export const createLogger = (
  level: LogLevel,
  to: DestinationStream = pino.destination({ fd: 2, sync: false }),
): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          '*.secret',
          '*.clientSecret',
          '*.token',
          '*.authorization',
          '*.access_token',
          '*.accessToken',
          '*.key',
        ],
        censor: '[secret]',
      },
    },
    to,
  )
