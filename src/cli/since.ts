// A time in the past, for people.

const UNITS: readonly (readonly [name: string, ms: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
]

/** `2026-11-05 10:12:31 (2 h ago)`, in local time. */
export function formatSince(time: Date, now: Date): string {
  if (Number.isNaN(time.getTime())) return 'unknown'
  const ms = Math.max(0, now.getTime() - time.getTime())
  const [name, size] = UNITS.find(([, unit]) => ms >= unit) ?? ['s', 1_000]
  const pad = (value: number) => String(value).padStart(2, '0')
  const date = `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`
  return `${date} ${time.toTimeString().slice(0, 8)} (${Math.floor(ms / size)} ${name} ago)`
}
