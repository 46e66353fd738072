import { z } from 'zod'

import { ruleDocumentSchema, strategyPackageSchema } from './rule-schema'

/** The published form of the documents, for editors and other programs; kept in assets/schemas. */
export const publishedSchemas = (): Readonly<Record<string, object>> => ({
  'rule.schema.json': z.toJSONSchema(ruleDocumentSchema),
  'strategy-package.schema.json': z.toJSONSchema(strategyPackageSchema),
})
