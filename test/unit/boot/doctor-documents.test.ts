import { documents } from '../../../boot/doctor/documents'

const list = 'assets/documents/trial.yaml'

describe('what the doctor says of documents', () => {
  it.each([
    ['nothing where there is no list', { documents: null, publicUrl: null, trial: false }, []],
    ['that they can be sent', { documents: list, publicUrl: 'https://h', trial: false }, ['ok']],
    ['the same in a trial, which has an address of its own', { documents: list, publicUrl: null, trial: true }, ['ok']],
    ['that an address is missing', { documents: list, publicUrl: null, trial: false }, ['warn']],
    ['that the list is wrong, and where', { documents: 'nowhere.yaml', publicUrl: 'https://h', trial: false }, ['bad']],
  ] as const)('S1-27 is %s', async (_, config, states) => {
    const found = await documents(config)
    expect(found.map(({ state }) => state)).toEqual(states)
    for (const { detail } of found) expect(detail).toMatch(/架构白皮书|nowhere\.yaml/)
  }) // prettier-ignore
})
