// Ranks what we can give by what a client accepts. Source: RFC 9110 "Accept", "Quality Values".
import { covers, essenceOf, parseMediaType } from './media-type.ts'

interface Range {
  readonly type: string
  readonly quality: number
  /** Parameters besides q that the type must have. */
  readonly parameters: readonly [string, string][]
}

/** The offers a client takes, best first; offers of equal rank stay in their order. No header accepts all. */
export function rankByAccept<T>(accept: string | undefined, offers: readonly T[], typeOf: (offer: T) => string): T[] {
  const ranges = parseAccept(accept)
  if (ranges.length === 0) return [...offers]
  return offers
    .map((offer) => ({ offer, quality: qualityOf(typeOf(offer), ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ offer }) => offer)
}

function parseAccept(accept: string | undefined): Range[] {
  if (accept === undefined || accept.trim() === '') return []
  return accept.split(',').flatMap((part): Range[] => {
    const text = part.trim() === '*' ? '*/*' : part
    const parsed = parseMediaType(text)
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
  })
}

/** The quality of the most specific range that covers the type. An offer that is itself a range (`image/*`) fits what overlaps it. */
function qualityOf(offer: string, ranges: readonly Range[]): number {
  const type = essenceOf(offer)
  const own = parseMediaType(offer)?.parameters ?? {}
  let best: Range | undefined
  for (const range of ranges) {
    if (!covers(range.type, type) && !covers(type, range.type)) continue
    // "charset" is no reason to refuse: what we send is UTF-8 either way
    if (!range.parameters.every(([name, value]) => name === 'charset' || own[name] === undefined || own[name] === value)) continue
    if (best === undefined || specificity(range) > specificity(best)) best = range
  }
  return best?.quality ?? 0
}

const specificity = (range: Range) => (range.type === '*/*' ? 0 : range.type.endsWith('/*') ? 1 : 2 + range.parameters.length)
