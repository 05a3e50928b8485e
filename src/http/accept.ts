// Ranks what we can give by what a client accepts. Source: RFC 9110 "Accept", "Quality Values".
import { covers, essenceOf, parseMediaType } from './media-type.ts'
import { remembered } from './remembered.ts'

export interface AcceptRange {
  /** Lower case, without parameters: `text/*`. */
  readonly type: string
  readonly quality: number
  /** Parameters besides q that the type must have. */
  readonly parameters: readonly [string, string][]
}

/**
 * The offers a client takes, best first. Of equal weight the one named more exactly comes first, then the one named first; offers that the
 * same range covers stay in their order. No header accepts all.
 */
export function rankByAccept<T>(accept: string | undefined, offers: readonly T[], typeOf: (offer: T) => string): T[] {
  const ranges = parseAccept(accept)
  if (ranges.length === 0) return [...offers]
  const exact = rank(ranges, offers, typeOf, false)
  // `application/json;odata=verbose` where the document knows no such parameter: better what was meant than nothing
  return exact.length > 0 ? exact : rank(ranges, offers, typeOf, true)
}

function rank<T>(ranges: readonly AcceptRange[], offers: readonly T[], typeOf: (offer: T) => string, isLenient: boolean): T[] {
  return offers
    .flatMap((offer) => {
      const range = bestRange(typeOf(offer), ranges, isLenient)
      return range === undefined || range.quality === 0 ? [] : [{ offer, range }]
    })
    .sort(
      (a, b) =>
        b.range.quality - a.range.quality ||
        exactness(b.range) - exactness(a.range) ||
        ranges.indexOf(a.range) - ranges.indexOf(b.range),
    )
    .map(({ offer }) => offer)
}

/** The ranges of an Accept header as written, without those that are none; `*` counts as every type. */
export const parseAccept = (accept: string | undefined): readonly AcceptRange[] => (accept === undefined ? [] : rangesOf(accept))

const rangesOf = remembered((accept): readonly AcceptRange[] =>
  // a comma may stand in a quoted parameter
  (accept.match(/(?:"(?:[^"\\]|\\.)*(?:"|$)|[^,"])+/g) ?? []).flatMap((part): AcceptRange[] => {
    const parsed = parseMediaType(part.replace(/^\s*\*\s*(?=;|$)/, '*/*'))
    if (parsed === undefined) return []
    const { q, ...parameters } = parsed.parameters
    const quality = q === undefined ? 1 : Number(q)
    return [
      {
        type: parsed.essence,
        quality: Number.isFinite(quality) ? Math.max(0, Math.min(1, quality)) : 0,
        parameters: Object.entries(parameters),
      },
    ]
  }),
)

/**
 * The most specific range that covers the type. An offer that is itself a range (`image/*`) can become what any range asks for, so that
 * of those the most welcome one counts.
 */
function bestRange(offer: string, ranges: readonly AcceptRange[], isLenient: boolean): AcceptRange | undefined {
  const type = essenceOf(offer)
  const own = parseMediaType(offer)?.parameters ?? {}
  const fitting = ranges.filter(
    (range) =>
      (covers(range.type, type) || covers(type, range.type)) &&
      // "charset" is no reason to refuse: what we send is UTF-8 either way
      range.parameters.every(
        ([name, value]) => name === 'charset' || own[name] === value || (isLenient && own[name] === undefined),
      ),
  )
  const rate = type.includes('*') ? ({ quality }: AcceptRange) => quality : specificity
  return fitting.reduce<AcceptRange | undefined>(
    (best, range) => (best === undefined || rate(range) > rate(best) ? range : best),
    undefined,
  )
}

const exactness = ({ type }: AcceptRange) => (type === '*/*' ? 0 : type.endsWith('/*') ? 1 : 2)
const specificity = (range: AcceptRange) => exactness(range) + (exactness(range) === 2 ? range.parameters.length : 0)
