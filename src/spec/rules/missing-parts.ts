// Rules: fields that are required because of what another field says.
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts'
import type { FindingCode } from '../../diagnostics/findings.ts'
import { type CreateRule, placeOf, type Visit } from './visit.ts'

/** `missing-field` where the object cannot be served without, `missing-nicety` where it can. Source: OpenAPI, the tables of fixed fields. */
export const missingParts: CreateRule = (document, report) => {
  const isOld = document.version === '2.0'
  const missing = (visit: Visit, code: FindingCode & `missing-${string}`, sentence: string) => {
    const finding: Diagnostic = diagnostic(code, placeOf(visit, 'key'), sentence)
    report(finding, `missing ${visit.kind} ${sentence}`)
  }
  const has = ({ value }: Visit, ...keys: readonly string[]) => keys.some((key) => value[key] !== undefined)

  const parameter = (visit: Visit) => {
    const place = visit.value['in']
    if (isOld && place === 'body') {
      if (!has(visit, 'schema')) missing(visit, 'missing-field', 'a body parameter needs a "schema"; any body is accepted')
    } else if (isOld && !has(visit, 'type', 'schema')) {
      missing(visit, 'missing-field', 'a parameter needs a "type"; any text is accepted')
    } else if (!isOld && !has(visit, 'schema', 'content')) {
      missing(visit, 'missing-field', 'a parameter needs a "schema" or "content"; any text is accepted')
    }
    if (place === 'path' && visit.value['required'] !== true)
      missing(visit, 'missing-nicety', 'a path parameter should say "required: true"')
  }
  const securityScheme = (visit: Visit) => {
    const { type } = visit.value
    if (type === 'apiKey') {
      if (!has(visit, 'name')) missing(visit, 'missing-field', 'a security scheme of type apiKey needs a "name"')
      if (!has(visit, 'in')) missing(visit, 'missing-field', 'a security scheme of type apiKey needs an "in"')
    } else if (type === 'http' && !has(visit, 'scheme')) {
      missing(visit, 'missing-field', 'a security scheme of type http needs a "scheme" such as bearer')
    } else if (type === 'oauth2' && !has(visit, isOld ? 'flow' : 'flows')) {
      missing(visit, 'missing-nicety', `a security scheme of type oauth2 should have "${isOld ? 'flow' : 'flows'}"`)
    } else if (type === 'openIdConnect' && !has(visit, 'openIdConnectUrl')) {
      missing(visit, 'missing-nicety', 'a security scheme of type openIdConnect should have "openIdConnectUrl"')
    }
  }
  const schema = (visit: Visit) => {
    if (visit.value['type'] === 'array' && !has(visit, 'items', 'prefixItems')) {
      missing(visit, 'missing-nicety', 'a schema of type array should say what its "items" are; they can be anything')
    }
  }
  const asksForItems = isOld || document.version === '3.0'
  return { on: { Parameter: parameter, SecurityScheme: securityScheme, ...(asksForItems ? { Schema: schema } : {}) } }
}
