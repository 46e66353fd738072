/** The package ships without types; the part that the contract test drives. */
declare module 'sa-sdk-node' {
  export interface Submitter {
    catch(listener: (error: Error | null) => void): void
  }
  export default class SensorsAnalytics {
    track(id: string, event: string, properties?: object): void
    trackSignup(id: string, original: string, properties?: object): void
    profileSet(id: string, properties: object): void
    profileAppend(id: string, properties: object): void
    itemSet(type: string, id: string, properties: object): void
    submitTo(options: object): Submitter
  }
}
