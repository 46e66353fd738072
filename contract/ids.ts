import type { Brand } from './brand'

/** Position of a touchpoint in the durable log; grows by arrival, never reused. */
export type TouchpointId = Brand<number, 'TouchpointId'>
/** One cluster of identifiers that are known to be one person before any merge. */
export type PersonaId = Brand<number, 'PersonaId'>
/** A person or an account; equals the id of its founding persona. */
export type CustomerId = Brand<number, 'CustomerId'>
/** Somebody who works for the company that runs the hub. */
export type MemberId = Brand<number, 'MemberId'>
/** A department of the company's own tree, whichever platform it came from. */
export type DepartmentId = Brand<number, 'DepartmentId'>
export type SourceId = Brand<number, 'SourceId'>
/** Grows by one per decision, in chain order; shown to people as D123. */
export type DecisionId = Brand<number, 'DecisionId'>
/** One notice to one member. */
export type NoticeId = Brand<number, 'NoticeId'>
/** A document that customers may be sent, by the name that packages and configuration give it. */
export type DocumentId = Brand<string, 'DocumentId'>
/** A document handed out for one customer. */
export type DocumentLinkId = Brand<number, 'DocumentLinkId'>
export type RuleId = Brand<string, 'RuleId'>
export type Topic = Brand<string, 'Topic'>
export type Tag = Brand<string, 'Tag'>

export const touchpointId = (n: number): TouchpointId => n as TouchpointId
export const personaId = (n: number): PersonaId => n as PersonaId
export const customerId = (n: number): CustomerId => n as CustomerId
export const memberId = (n: number): MemberId => n as MemberId
export const departmentId = (n: number): DepartmentId => n as DepartmentId
export const sourceId = (n: number): SourceId => n as SourceId
export const decisionId = (n: number): DecisionId => n as DecisionId
export const noticeId = (n: number): NoticeId => n as NoticeId
export const documentId = (s: string): DocumentId => s as DocumentId
export const documentLinkId = (n: number): DocumentLinkId => n as DocumentLinkId
export const ruleId = (s: string): RuleId => s as RuleId
export const topic = (s: string): Topic => s as Topic
export const tag = (s: string): Tag => s as Tag

/** How a decision is named in chat and on cards. */
export const decisionCode = (id: DecisionId): string => `D${id}`
