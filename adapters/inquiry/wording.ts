/** Every sentence that a visitor of the company's site reads. Chinese first, as everywhere. */
export const wording = {
  formName: '官网询盘',
  thanksTitle: '已收到您的询盘',
  thanks: '我们会尽快与您联系。Thank you, we will be in touch soon.',
  refusedTitle: '暂时没有提交成功',
  back: '返回修改 Back',
  noContact: '请填写手机号或邮箱,我们才能联系您。Please leave a phone number or a mail address.',
  noContactAdvice: '手机号示例 13800000000,邮箱示例 name@example.com。For example +86 138 0000 0000 or name@example.com.',
  tooLong: '有一项内容过长。One of the fields is too long.',
  tooLongAdvice: '留言请控制在 4000 字以内,其余各项 512 字以内。At most 4,000 characters of message, 512 elsewhere.',
} as const // prettier-ignore
