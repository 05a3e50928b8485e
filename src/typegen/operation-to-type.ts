// An operation -> the interface that types its handler: parameters, request body, bodies by status.
import type { MediaOption, Operation, ResponseOption } from '../contract/operation.ts'
import { parseTemplate } from '../contract/path-template.ts'
import { successOf } from '../contract/responses.ts'
import { familyOf } from '../http/media-type.ts'
import { isBodiless } from '../http/status.ts'
import type { Declarations } from './declarations.ts'
import { docOf, type Member, membersType, named } from './object-to-type.ts'
import { parameterDocs } from './parameter-docs.ts'
import type { Site, TypeView } from './schema-to-type.ts'
import { either, listOf, one, quoted, STRING, type TypeText, UNKNOWN } from './type-text.ts'

const NOTHING = one('undefined')
const PLACES = { params: 'path', query: 'query', headers: 'header', cookies: 'cookie' } as const
type Group = keyof typeof PLACES
/** A group of parameters this long gets a name, since messages print it. */
const LONGEST_UNNAMED = 70

/** Declares the interface and gives its name, such as `GetPetByIdOp`. `name` is `GetPetById`. */
export function declareOperation(operation: Operation, name: string, declarations: Declarations): string {
  const site = (view: TypeView, suffix: string): Site => ({ view, declarations, name: `${name}${suffix}`, isTop: false })
  const { responses } = operation.details()
  const members = [
    ...(Object.keys(PLACES) as Group[]).flatMap((group) => parameterGroup(group, operation, site)),
    ...bodyMember(operation, site('request', 'Body')),
    member('replies', repliesType(operation, site)),
    ...(responses.length === 0 ? [] : [member('success', one(statusKey(valueStatusOf(responses))))]),
    ...headerNames(responses),
  ]
  return declarations.declare(`${name}Op`, membersType(members), '', 'extends OperationTypes ')
}

const member = (name: string, type: TypeText): Member => ({ name, type, isOptional: false, doc: {} })

function parameterGroup(group: Group, operation: Operation, site: (view: TypeView, suffix: string) => Site): Member[] {
  const { parameters } = operation.request()
  const whole = group === 'query' ? parameters.find((parameter) => parameter.in === 'querystring') : undefined
  const suffix = group.slice(0, 1).toUpperCase() + group.slice(1)
  if (whole?.schema !== undefined) return [member(group, named(whole.schema, site('request', suffix)))]
  const docs = parameterDocs(operation)
  const members = parameters
    .filter((parameter) => parameter.in === PLACES[group])
    .map((parameter): Member => {
      const { schema, isRequired, isDeprecated } = parameter
      const own = site('request', suffix)
      return {
        name: group === 'headers' ? parameter.name.toLowerCase() : parameter.name,
        type: schema === undefined ? STRING : named(schema, { ...own, name: `${own.name}${capital(parameter.name)}` }),
        isOptional: !isRequired,
        doc: {
          ...(schema && docOf(schema)),
          text: docs.get(`${parameter.in} ${parameter.name}`) ?? (schema && docOf(schema).text),
          isDeprecated,
        },
      }
    })
  // a name in the path that no parameter declares is read as text
  const known = new Set(members.map((each) => each.name))
  if (group === 'params')
    members.push(
      ...parseTemplate(operation.path)
        .names.filter((each) => !known.has(each))
        .map((each) => member(each, STRING)),
    )
  if (members.length === 0) return []
  const type = membersType(members)
  const { declarations, name } = site('request', suffix)
  return [member(group, type.length > LONGEST_UNNAMED ? one(declarations.declare(name, type)) : type)]
}

const capital = (text: string) => text.replace(/[^A-Za-z0-9]+(.)?|^(.)/g, (_, a = '', b = '') => `${a}${b}`.toUpperCase())

function bodyMember(operation: Operation, site: Site): Member[] {
  const { body } = operation.request()
  if (body === undefined) return []
  const type = body.media.length === 0 ? UNKNOWN : bodyType(body.media, site)
  return [member('body', body.isRequired ? type : either([type, NOTHING]))]
}

function repliesType({ method, ...operation }: Operation, site: (view: TypeView, suffix: string) => Site): TypeText {
  const { responses } = operation.details()
  return membersType(
    responses.map(({ status, media }) => {
      const isEmpty = media.length === 0 || method === 'HEAD' || isBodiless(Number(status))
      const name = status === 'default' ? 'Default' : status
      return { ...member(status, isEmpty ? NOTHING : bodyType(media, site('response', name))) }
    }),
  )
}

const statusKey = (status: string) => (/^\d+$/.test(status) ? status : quoted(status))

/** Which response a plain return value stands for: as the choice of a status without a wish. */
const valueStatusOf = (responses: readonly ResponseOption[]): string =>
  (successOf(responses) ?? responses[0])?.status ?? 'default'

function headerNames(responses: readonly ResponseOption[]): Member[] {
  const names = new Map(responses.flatMap(({ headers }) => headers.map(({ name }) => [name.toLowerCase(), name] as const)))
  return names.size === 0 ? [] : [member('replyHeaders', either([...names.values()].map((name) => one(quoted(name)))))]
}

type Media = Pick<MediaOption, 'type' | 'schema' | 'itemSchema'>

/** The value of a body in any of its media types. An answer that is not JSON anyway may be written as text. */
function bodyType(media: readonly Media[], site: Site): TypeText {
  const mayBeText = site.view === 'response' && media.every(({ type }) => familyOf(type) !== 'json')
  return either(
    media.flatMap((each) => {
      const isMarkup = ['xml', 'csv'].includes(familyOf(each.type))
      return [mediaType(each, site), ...(isMarkup && mayBeText ? [STRING] : [])]
    }),
  )
}

function mediaType({ type, schema, itemSchema }: Media, site: Site): TypeText {
  if (itemSchema !== undefined) return listOf(named(itemSchema, { ...site, name: `${site.name}Item` }))
  const value = schema && named(schema, site)
  const family = familyOf(type)
  switch (family) {
    case 'event-stream':
    case 'ndjson':
      // a stream is documented by what it is made of, or as a list
      return value === undefined ? UNKNOWN : either([value, listOf(value)])
    case 'text':
    case 'csv':
    case 'xml':
      return value ?? STRING
    case 'binary':
      return value === undefined || value === STRING ? one(site.view === 'request' ? 'RequestBytes' : 'ReplyBytes') : value
    default:
      return value ?? UNKNOWN
  }
}
