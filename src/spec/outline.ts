// What stands where in a text: the children of each map and list with their offsets, looked up only as far as somebody asks.

/** A value in a text, by a number that only its outline understands. */
export type Spot = number

export interface Entry {
  /** Offset of the key; of the item itself in a list. */
  readonly keyOffset: number
  readonly valueOffset: number
  readonly spot: Spot
}

export interface Outline {
  /** The whole value, or undefined when the text holds none. */
  readonly root: Entry | undefined
  /** By key, or by index as text; empty for what is neither map nor list. */
  children(spot: Spot): ReadonlyMap<string, Entry>
}

/** Keeps the children of each spot once they are known: many findings share their first steps. */
export function remembering(root: Entry | undefined, find: (spot: Spot) => ReadonlyMap<string, Entry>): Outline {
  const known = new Map<Spot, ReadonlyMap<string, Entry>>()
  return {
    root,
    children: (spot) => {
      const children = known.get(spot) ?? find(spot)
      known.set(spot, children)
      return children
    },
  }
}
