import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { emptyMysql } from '../support/databases'
import type { HubProcess } from '../support/hub-process'
import { createHubProcess } from '../support/hub-process'
import { tempDir } from '../support/temp-dir'

const server = process.env.TEST_MYSQL_URL

describe('a hub that cannot start', () => {
  let hub: HubProcess | undefined

  afterEach(() => hub?.dispose())

  /** Ends with code 1 and a few sentences; nobody is shown a stack. */
  const refusal = async (env: Readonly<Record<string, string>>): Promise<string> => {
    hub = createHubProcess({ env })
    await hub.launch()
    expect(await hub.exited()).toEqual({ code: 1, signal: null })
    expect(hub.said).not.toMatch(/^ +at /m)
    expect(hub.said.trim().split('\n').length).toBeLessThanOrEqual(5)
    return hub.said
  }

  it('J-04 says that the port is in use, and which variable names another one', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo

    const said = await refusal({ PORT: String(port) })
    other.close()

    expect(said).toContain(`端口已被占用`)
    expect(said).toContain(`127.0.0.1:${port}`)
    expect(said).toContain('PORT')
  })

  it('says that this machine has no such address', async () => {
    expect(await refusal({ HOST: '192.0.2.7' })).toContain('HOST')
  })

  it('says that the database file cannot be written, and where it is', async () => {
    const file = join(tempDir(), 'a-file')
    writeFileSync(file, '')

    const said = await refusal({ DATABASE_URL: `sqlite:${file}/data/hub.db` })

    expect(said).toContain('无法写入')
    expect(said).toContain(`${file}/data/hub.db`)
    expect(said).toContain('DATABASE_URL')
  })

  it('says that the file is no database', async () => {
    const file = join(tempDir(), 'hub.db')
    writeFileSync(file, 'a letter to somebody, and no database at all '.repeat(100))

    expect(await refusal({ DATABASE_URL: `sqlite:${file}` })).toContain('不是完好的 SQLite 数据库')
  })

  it('says that the name of the database file is a folder', async () => {
    const folder = join(tempDir(), 'hub.db')
    mkdirSync(folder)

    expect(await refusal({ DATABASE_URL: `sqlite:${folder}` })).toContain('无法写入')
  })

  it('says that the data folder of the trial cannot be written', async () => {
    const file = join(tempDir(), 'a-file')
    writeFileSync(file, '')

    expect(await refusal({ ZHONGSHU_TRIAL: 'on', DATA_DIR: join(file, 'data') })).toContain('DATA_DIR')
  })

  it('names every setting that is not right at once', async () => {
    const said = createHubProcess({ env: { PORT: 'three', WECOM_BOT_ID: 'only-the-id' } })
    hub = said
    await said.launch()

    expect((await said.exited()).code).toBe(1)
    expect(said.said).toContain('PORT')
    expect(said.said).toContain('WECOM_BOT_SECRET')
  })

  it('says that nobody listens where the database should be, and never the password', async () => {
    const said = await refusal({ DATABASE_URL: 'mysql://hub:a-secret-word@127.0.0.1:9/hub' })

    expect(said).toContain('连不上数据库 127.0.0.1:9')
    expect(said).not.toContain('a-secret-word')
  })

  const onMysql = server === undefined ? it.skip : it

  onMysql('says that the database refused the password, and never shows it', async () => {
    const place = await emptyMysql(server ?? '')
    const address = new URL(place.setting)
    address.username = 'nobody-we-know'
    address.password = 'a-secret-word'

    const said = await refusal({ DATABASE_URL: address.toString() })
    await place.remove()

    expect(said).toContain('拒绝了用户 nobody-we-know')
    expect(said).not.toContain('a-secret-word')
  })

  onMysql('says that there is no such database, and how to create it', async () => {
    const address = new URL(server ?? '')
    address.pathname = '/zhongshu_not_there'

    expect(await refusal({ DATABASE_URL: address.toString() })).toContain(
      'CREATE DATABASE zhongshu_not_there',
    )
  })
})
