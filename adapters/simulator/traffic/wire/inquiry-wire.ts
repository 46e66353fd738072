import type { Encode } from './wire'

/** The inquiry form of a website, as its server hands it on: flat JSON. */
export const encodeInquiry: Encode = (parcel, keys) => {
  const [happening] = parcel.happenings
  if (happening?.deed.does !== 'asks' || happening.visitor.kind !== 'customer') {
    throw new TypeError('an inquiry is made by somebody who leaves his name')
  }
  const { name, company, position, identifiers } = happening.visitor.customer
  return {
    path: '/v1/inquiries',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.inquiry}` },
    body: JSON.stringify({
      id: happening.id,
      visit: happening.visit,
      page: '/contact',
      name,
      company,
      position,
      ...(identifiers.phone === undefined ? {} : { phone: identifiers.phone }),
      ...(identifiers.email === undefined ? {} : { email: identifiers.email }),
      product: happening.deed.product,
      message: happening.deed.message,
    }),
  }
}
