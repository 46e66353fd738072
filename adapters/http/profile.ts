import { firstText } from './text'

import type { IdentifierList } from './identifiers'

type Fields = Readonly<Record<string, unknown>>

const phoneFields = [
  'phone',
  'mobile',
  'telephone',
  'tel',
  'phoneNumber',
  'phone_number',
  '$phone',
  '$mobile',
  '手机',
  '手机号',
  '电话',
]
const mailFields = ['email', 'mail', 'e-mail', '$email', '邮箱']
const nameFields = [
  'name',
  '$name',
  'realName',
  'real_name',
  'fullName',
  'full_name',
  'displayName',
  'nickname',
  '姓名',
]
const companyFields = [
  'company',
  'companyName',
  'company_name',
  '$company',
  'organization',
  'corp',
  '公司',
  '企业名称',
]
const positionFields = ['position', 'title', 'jobTitle', 'job_title', '$position', '职位', '职务'] // prettier-ignore

/** Identifiers that sit among a person's traits, under the names senders use for them. */
export const addTraitIdentifiers = (list: IdentifierList, traits: Fields): void => {
  for (const field of phoneFields) list.add('phone', traits[field])
  for (const field of mailFields) list.add('email', traits[field])
  list.add('unionid', traits['unionid'] ?? traits['unionId'] ?? traits['union_id'])
  list.add('openid', traits['openid'] ?? traits['openId'] ?? traits['open_id'])
  list.add(
    'external-userid',
    traits['externalUserid'] ?? traits['external_userid'] ?? traits['externalUserId'],
  )
}

/** Name, company and position as the source says them. */
export const profileOf = (traits: Fields): Readonly<Record<string, string>> | undefined => {
  const profile: Record<string, string> = {}
  const name = firstText(traits, nameFields, 100) ?? westernName(traits)
  const company = firstText(traits, companyFields, 150) ?? companyInside(traits)
  const position = firstText(traits, positionFields, 100)
  if (name !== undefined) profile['name'] = name
  if (company !== undefined) profile['company'] = company
  if (position !== undefined) profile['position'] = position
  return name === undefined && company === undefined && position === undefined ? undefined : profile
}

const westernName = (traits: Fields): string | undefined => {
  const first = firstText(traits, ['firstName', 'first_name'], 50)
  const last = firstText(traits, ['lastName', 'last_name'], 50)
  return first === undefined ? last : last === undefined ? first : `${first} ${last}`
}

/** Segment's spec keeps the company as an object: `traits.company.name`. */
const companyInside = (traits: Fields): string | undefined => {
  const company = traits['company']
  return typeof company === 'object' && company !== null
    ? firstText(company as Fields, ['name'], 150)
    : undefined
}
