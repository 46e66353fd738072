export { strength } from './domain/strength'
