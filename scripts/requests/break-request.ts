// One request -> variants with one rule broken each, one for every kind of rule.
import type { Operation } from '../../src/contract/operation.ts'
import type { SampledRequest } from '../../src/contract/sample-request.ts'
import type { Random } from '../../src/schema/random.ts'
import { joinPointer } from '../../src/spec/json-pointer.ts'
import { type BodyBreak, bodyBreaks, bodyVariant, breakWholeBody } from './break-body.ts'
import { breakParameters, dropParameters, misencodeParameters } from './break-parameters.ts'
import type { Variant } from './variant.ts'

/** `read` is the body as the server reads it; with `every` all rules are broken that can be, not one of each kind. */
export async function breakRequest(
  operation: Operation,
  sampled: SampledRequest,
  read: unknown,
  random: Random,
  every: boolean,
): Promise<Variant[]> {
  const { body, security } = operation.request()
  const oneOfEach = <T>(all: readonly T[], kind: (one: T) => string) => (every ? all : pickOfEach(all, kind, random))
  const found = [
    ...oneOfEach(dropParameters(operation, sampled), () => 'drop'),
    ...oneOfEach(breakParameters(operation, sampled), ({ expected }) => expected.rules.join()),
    ...oneOfEach(misencodeParameters(operation, sampled), ({ expected }) => expected.in),
    ...breakWholeBody(body, sampled),
    ...withoutCredentials(security, sampled),
  ]
  for (const each of oneOfEach(bodyBreaks(sampled.parts.body, read), kindOf)) {
    const variant = await bodyVariant(sampled, each)
    if (variant !== undefined) found.push(variant)
  }
  return found
}

/** The same rule at the top and in the depth are two kinds. */
const kindOf = ({ place, breaking }: BodyBreak) => `${breaking.rules.join()} ${place.tokens.length > 1}`

function pickOfEach<T>(all: readonly T[], kind: (one: T) => string, random: Random): T[] {
  const groups = new Map<string, T[]>()
  for (const each of all) groups.set(kind(each), [...(groups.get(kind(each)) ?? []), each])
  return [...groups].map(([name, group]) => random.fork(name).pick(group))
}

/** No credentials at all, where nothing but credentials stands in their places. */
function withoutCredentials(security: ReturnType<Operation['request']>['security'], { parts }: SampledRequest): Variant[] {
  const schemes = security.map((alternative) => alternative.filter(({ kind }) => kind !== 'mutualTLS'))
  if (security.length === 0 || schemes.some((alternative) => alternative.length === 0)) return []
  const names = new Set(
    schemes.flat().flatMap(({ kind, parameter }) => [kind === 'apiKey' ? parameter.toLowerCase() : 'authorization']),
  )
  names.add('access_token')
  if (parts.parameters.some(({ parameter }) => names.has(parameter.name.toLowerCase()) || parameter.in === 'querystring'))
    return []
  const [first] = schemes[0] ?? []
  if (first === undefined) return []
  return [
    {
      title: 'no credentials',
      parts: { ...parts, credentials: [] },
      expected: { in: 'security', pointer: joinPointer('', first.name), rules: ['credentials'] },
    },
  ]
}
