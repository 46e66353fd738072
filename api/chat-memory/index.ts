export { createChatMemory, forgetChat } from './chat-memory.typeorm'
