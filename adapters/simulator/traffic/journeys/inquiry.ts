import { asCustomer, pagesByKind, seconds, sentFromWeb, walk } from './journey'
import type { TrialCustomer } from '../../company/company-types'
import type { Happening, Parcel } from '../happening'
import type { Journey, JourneyContext } from './journey'

const questions = [
  '现场有 40 台 PLC，想了解网关接入和报价，方便电话沟通吗？',
  '请提供 50 台设备规模的方案与价格，月底前需要立项。',
  '是否支持私有化部署？希望安排一次演示。',
  '需要对接现有 MES，想要接口清单和报价单。',
  '请联系我，计划下季度改造两条产线。',
] as const

/** Looks at a product and its price and asks by form. The one touchpoint that is worth a call at once. */
export function inquiry(context: JourneyContext, customer: TrialCustomer): Journey {
  const { start } = context
  const looked = walk(
    context,
    asCustomer(customer),
    pagesByKind(context, 'site', ['product', 'pricing', 'contact']),
    start,
  )
  const end = looked.at(-1)?.at ?? start
  return [...sentFromWeb(looked), form(context, customer, looked, end + seconds(1))]
}

function form(
  { random, newId, company }: JourneyContext,
  customer: TrialCustomer,
  looked: readonly Happening[],
  at: number,
): Parcel {
  const product = company.products.find(({ key }) => key === customer.interest)?.name ?? ''
  const happening: Happening = {
    id: newId(),
    at,
    visitor: asCustomer(customer),
    visit: looked[0]?.visit ?? newId(),
    deed: { does: 'asks', product, message: random.pick(questions) },
  }
  return { wire: 'inquiry', sendAt: at, happenings: [happening] }
}
