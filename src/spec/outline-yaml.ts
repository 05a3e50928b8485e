// The outline of a YAML text, from the parser's events; aliases and merge keys lead to where their value is written.
import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml'
import { type Entry, type Outline, remembering, type Spot } from './outline.ts'
import { yamlEvents } from './parse-yaml.ts'
import { isEmptyScalar, offsetOf } from './yaml-events.ts'

const NOTHING: Outline = { root: undefined, children: () => new Map() }

/** A spot is the index of an event. A text that cannot be parsed has no root. */
export function outlineYaml(original: string): Outline {
  try {
    const { events, source } = yamlEvents(original)
    return outlineOf(events, source)
  } catch {
    return NOTHING
  }
}

function outlineOf(events: readonly Event[], text: string): Outline {
  const rootSpot = events.findIndex((event, i) => i > 0 && events[i - 1]?.type === EVENT_ID.DOCUMENT && !isEmptyScalar(event))
  if (rootSpot < 0) return NOTHING
  const ends = endsOf(events)
  const anchors = anchorsOf(text, events)

  /** Aliases followed; an alias always names an anchor above, so this ends. */
  const target = (spot: Spot): Spot => {
    const event = events[spot]
    if (event?.type !== EVENT_ID.ALIAS) return spot
    const above = anchors.get(text.slice(event.anchorStart, event.anchorEnd))?.findLast((anchor) => anchor < spot)
    return above === undefined ? spot : target(above)
  }
  const entry = (spot: Spot, keyOffset: number): Entry => ({
    keyOffset,
    valueOffset: startOf(text, events[spot]) ?? keyOffset,
    spot: target(spot),
  })

  const properties = (spot: Spot): Map<string, Entry> => {
    const found = new Map<string, Entry>()
    const merged: Spot[] = []
    for (let key = spot + 1; events[key]?.type !== EVENT_ID.POP && key < events.length; ) {
      const value = ends[key] ?? events.length
      const event = events[key]
      if (event?.type === EVENT_ID.SCALAR) {
        const name = getScalarValue(text, event)
        if (name === '<<' && event.style === SCALAR_STYLE.PLAIN) merged.push(value)
        else found.set(name, entry(value, startOf(text, event) ?? offsetOf(events[spot])))
      }
      key = ends[value] ?? events.length
    }
    for (const source of merged.map(target)) {
      const maps = events[source]?.type === EVENT_ID.SEQUENCE ? [...items(source).values()].map((item) => item.spot) : [source]
      // own keys win over merged ones, and earlier maps over later
      for (const map of maps) {
        if (map >= spot || events[map]?.type !== EVENT_ID.MAPPING) continue
        for (const [name, inherited] of outline.children(map)) if (!found.has(name)) found.set(name, inherited)
      }
    }
    return found
  }
  const items = (spot: Spot): Map<string, Entry> => {
    const found = new Map<string, Entry>()
    for (let item = spot + 1; events[item]?.type !== EVENT_ID.POP && item < events.length; item = ends[item] ?? events.length) {
      found.set(String(found.size), entry(item, startOf(text, events[item]) ?? offsetOf(events[spot])))
    }
    return found
  }
  const outline = remembering(entry(rootSpot, startOf(text, events[rootSpot]) ?? 0), (spot) => {
    const type = events[spot]?.type
    if (type === EVENT_ID.MAPPING) return properties(spot)
    return type === EVENT_ID.SEQUENCE ? items(spot) : new Map()
  })
  return outline
}

/** For each event the index of the one after its value, so that a value is stepped over at once. */
function endsOf(events: readonly Event[]): Int32Array {
  const ends = new Int32Array(events.length)
  const open: number[] = []
  events.forEach((event, i) => {
    ends[i] = i + 1
    if (event.type === EVENT_ID.POP) ends[open.pop() ?? i] = i + 1
    else if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) open.push(i)
  })
  return ends
}

/** Where each name is anchored, in order. */
function anchorsOf(text: string, events: readonly Event[]): Map<string, number[]> {
  const anchors = new Map<string, number[]>()
  events.forEach((event, i) => {
    if (!('anchorStart' in event) || event.anchorStart < 0 || event.type === EVENT_ID.ALIAS) return
    const name = text.slice(event.anchorStart, event.anchorEnd)
    const known = anchors.get(name)
    if (known === undefined) anchors.set(name, [i])
    else known.push(i)
  })
  return anchors
}

/** Where people see the value begin: at the "|" of a block of text, not in the line below. Undefined for a value that is not written. */
function startOf(text: string, event: Event | undefined): number | undefined {
  if (
    event === undefined ||
    (event.type === EVENT_ID.SCALAR && event.valueStart < 0 && event.anchorStart < 0 && event.tagStart < 0)
  )
    return undefined
  const start = offsetOf(event)
  if (event.type !== EVENT_ID.SCALAR || start !== event.valueStart) return start
  if (event.style === SCALAR_STYLE.LITERAL_BLOCK) return text.lastIndexOf('|', start)
  return event.style === SCALAR_STYLE.FOLDED_BLOCK ? text.lastIndexOf('>', start) : start
}
