export const card = async (): Promise<string> => Promise.resolve('卡片')
