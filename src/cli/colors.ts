// When to colour; the door of picocolors.
import picocolors from 'picocolors'

export type Colors = ReturnType<typeof picocolors.createColors>

/** Colours for a stream: only on a terminal that knows them, and unless `NO_COLOR` (no-color.org) or `--no-color` says otherwise. */
export const colorsFor = (
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
  wanted = true,
): Colors => picocolors.createColors(wanted && stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb')
