import Database from 'libsql'

export const open = Database
