// The official JSON Schema test suite through our engine: every required case, and the optional ones that OpenAPI documents meet.
import t, { type Test } from 'tap'
import { fits, validate } from '../../src/schema/compile-validator.ts'
import { type Dialect, dialects } from '../../src/schema/dialect.ts'
import { formatMisses, requiredMisses } from './json-schema-misses.ts'
import { readSuiteFile, suiteFiles, suiteSchema } from './json-schema-suite.ts'

const drafts = {
  'draft2020-12': dialects['2020-12'],
  'draft2019-09': dialects['2019-09'],
  draft7: dialects['draft-07'],
  draft4: dialects['draft-04'],
} as const

/** Since 2020-12 formats are notes unless a setting says otherwise (Validation, "Implementation Requirements" of format); ours says so. See decision 0009. */
const READS_FORMATS_AS_NOTES = 'draft2020-12/format.json'

interface Outcome {
  readonly cases: number
  /** Cases that are valid and were found wrong, as `group: case`. */
  readonly refused: readonly string[]
  /** Cases that are invalid and were let through. */
  readonly accepted: readonly string[]
}

function run(file: string, dialect: Dialect): Outcome {
  let cases = 0
  const refused: string[] = []
  const accepted: string[] = []
  for (const { description, schema, tests } of readSuiteFile(file)) {
    const node = suiteSchema(schema, dialect)
    for (const { description: name, data, valid } of tests) {
      cases++
      // the quick answer and the full one must agree
      if (fits(node, data) !== valid || (validate(node, data).length === 0) !== valid)
        (valid ? refused : accepted).push(`${description}: ${name}`)
    }
  }
  return { cases, refused, accepted }
}

const misses = ({ refused, accepted }: Outcome) => [...refused, ...accepted].sort()

/** The share of cases judged as the suite does, in percent. */
function tell(t: Test, label: string, outcomes: readonly Outcome[]): number {
  const cases = outcomes.reduce((sum, outcome) => sum + outcome.cases, 0)
  const passing = cases - outcomes.flatMap(misses).length
  const percent = (100 * passing) / cases
  t.comment(`${label}: ${passing} of ${cases} (${percent.toFixed(2)} %)`)
  return percent
}

for (const [draft, dialect] of Object.entries(drafts)) {
  const files = suiteFiles(draft)
  const optional = files.filter((file) => file.includes('/optional/'))
  const required = files.filter((file) => !optional.includes(file))

  t.test(`${draft}: every required case is judged as the suite does, but for the misses we know`, async (t) => {
    const outcomes = required.map((file) => {
      const outcome = run(file, file === READS_FORMATS_AS_NOTES ? { ...dialect, formatAsserts: false } : dialect)
      const known = requiredMisses.filter((miss) => miss.file === file).map(({ description }) => description)
      t.strictSame(misses(outcome), known.sort(), file)
      return outcome
    })
    t.ok(tell(t, `${draft}, required`, outcomes) >= 99, 'at least 99 % pass')
  })

  if (optional.length === 0) continue
  t.test(`${draft}: no valid format, pattern or large number is refused but for those we know`, async (t) => {
    const outcomes = optional.map((file) => {
      const outcome = run(file, dialect)
      const { refused, accepted } = formatMisses[file] ?? { refused: [], accepted: 0 }
      t.strictSame({ refused: outcome.refused, accepted: outcome.accepted.length }, { refused, accepted }, file)
      return outcome
    })
    tell(t, `${draft}, optional`, outcomes)
  })
}

t.test('the known misses are of files that exist', async (t) => {
  const known = [...requiredMisses.map(({ file }) => file), ...Object.keys(formatMisses)]
  const files = Object.keys(drafts).flatMap(suiteFiles)
  t.strictSame(
    known.filter((file) => !files.includes(file)),
    [],
  )
})

t.test('formats are held to by our dialects, and that is all that sets them apart from the suite there', async (t) => {
  const { cases, refused, accepted } = run(READS_FORMATS_AS_NOTES, dialects['2020-12'])
  t.comment(`draft2020-12, format.json with formats held to: ${cases - refused.length} of ${cases}`)
  t.strictSame(accepted, [])
  t.ok(refused.length > 0 && refused.every((name) => name.endsWith('is only an annotation by default')))
})
