import type { EnvFile, Settings } from './env-file'
import { putInto, readEnvFile, writeEnvFile } from './env-file'

/** The .env file while the wizard fills it: written after every step, the first time with a copy of the old one. */
export class KeptSettings {
  private backedUp = false

  private constructor(
    private file: EnvFile,
    private readonly now: () => Date,
    private readonly heading: string,
  ) {}

  static async open(path: string, now: () => Date): Promise<KeptSettings> {
    return new KeptSettings(await readEnvFile(path), now, 'zhongshu setup')
  }

  get path(): string {
    return this.file.path
  }

  get settings(): Settings {
    return this.file.settings
  }

  /** Where the file as it was is kept, when this call made that copy. */
  async put(settings: Settings): Promise<string | null> {
    const fresh = Object.fromEntries(
      Object.entries(settings).filter(([name, value]) => this.file.settings[name] !== value),
    )
    if (Object.keys(fresh).length === 0) return null
    const copy = await writeEnvFile(
      this.file,
      putInto(this.file.text, fresh, this.heading),
      this.backedUp ? null : this.now(),
    )
    this.backedUp = true
    this.file = await readEnvFile(this.file.path)
    return copy
  }
}
