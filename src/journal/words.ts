// Numbers in words, for the reports.
import type { CoverageTotals } from './coverage.ts'

/** `1 operation`, `19 operations` */
export const plural = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

/** `once`, `3 times` */
export const times = (number: number): string => (number === 1 ? 'once' : `${number} times`)

/** `12 of 19 operations used, 3 undeclared calls, 5 violations` */
export const coverageSentence = ({ operations, used, undeclaredCalls, violations }: CoverageTotals): string =>
  `${used} of ${plural(operations, 'operation')} used, ${plural(undeclaredCalls, 'undeclared call')}, ${plural(violations, 'violation')}`
