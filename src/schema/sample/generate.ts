// Schemas -> a value that fits them: decides what is open, branch by branch, then makes the value.
import { fits, validate } from '../compile-validator.ts'
import { dependentSchemas } from '../keywords/object.ts'
import type { SchemaNode } from '../schema-node.ts'
import { type Choice, type Conjunction, conjoin, extend, nameOf } from './conjunction.ts'
import { type At, type Context, limits } from './context.ts'
import { emit } from './emit.ts'
import { isSimpleNot, negate } from './negate.ts'
import { Contradiction, isFound, type Outcome } from './outcome.ts'
import { terminationCost } from './termination.ts'

/** A value that fits all of `nodes`, or why there is none. */
export function generate(nodes: readonly SchemaNode[], at: At, context: Context): Outcome {
  if (at.depth > limits.hardDepth || context.nodes++ > limits.hardNodes) {
    return new Contradiction('the value grows beyond the limits of generation', nodes[0], false)
  }
  const all = conjoin(nodes, context.variation)
  return all instanceof Contradiction ? all : solve(all, at, context)
}

/** Takes the next open choice and tries its options; without one the value is made. */
function solve(all: Conjunction, at: At, context: Context): Outcome {
  const [choice, ...rest] = all.choices
  if (choice === undefined) return emit(all, at, context)
  const open = { ...all, choices: rest }
  switch (choice.keyword) {
    case 'anyOf':
    case 'oneOf':
      return chooseBranch(choice, open, at, context)
    case 'if':
      return chooseCondition(choice.node, open, at, context)
    case 'not':
      return avoid(choice.node.one('not'), open, at, context)
    case 'dependentSchemas':
      return chooseDependents(choice.node, open, at, context)
  }
}

/** Adds schemas and goes on. */
function solveWith(added: readonly SchemaNode[], open: Conjunction, at: At, context: Context): Outcome {
  if (context.steps++ > limits.maxSteps) return new Contradiction('too many combinations to try', added[0], false)
  const all = extend(open, added, context.variation)
  return all instanceof Contradiction ? all : solve(all, at, context)
}

/** The first outcome that is a value; else a contradiction that is proven only when each one is. */
function firstFound(outcomes: Iterable<Outcome>, nothing: string, node: SchemaNode): Outcome {
  let last: Contradiction | undefined
  let proven = true
  for (const outcome of outcomes) {
    if (isFound(outcome)) return outcome
    last ??= outcome
    proven &&= outcome.proven
  }
  if (last === undefined) return new Contradiction(nothing, node, proven)
  return new Contradiction(`${nothing}: ${last.root}`, last.node ?? node, proven, last.root)
}

function chooseBranch({ node, keyword }: Choice, open: Conjunction, at: At, context: Context): Outcome {
  const branches = node.list(keyword)
  const attempts = function* (): Generator<Outcome> {
    for (const branch of order(branches, at, context)) {
      const others = keyword === 'oneOf' ? branches.filter((other) => other !== branch) : []
      const named = context.variation.discriminate ? discriminated(node, branch) : undefined
      if (named !== undefined) yield exclusively([branch, named], others, open, at, context)
      yield exclusively([branch], others, open, at, context)
    }
  }
  return firstFound(attempts(), `no branch of ${keyword} can be satisfied`, node)
}

/** A value of the branch that fits none of the others: first by luck, then by ruling out those that it also fits. */
function exclusively(
  added: readonly SchemaNode[],
  others: readonly SchemaNode[],
  open: Conjunction,
  at: At,
  context: Context,
): Outcome {
  let outcome = solveWith(added, open, at, context)
  let round = 0
  for (; round < 3 && isFound(outcome); round++) {
    const { value } = outcome
    const alsoFits = others.filter((other) => fits(other, value, context.view))
    if (alsoFits.length === 0) return outcome
    const ruledOut = alsoFits.map((other) => other.node({ not: other.value }))
    outcome = solveWith([...added, ...ruledOut], open, at, context)
  }
  if (!isFound(outcome))
    return round === 0 ? outcome : new Contradiction('what fits one branch fits another as well', outcome.node, outcome.proven)
  const { value } = outcome
  return others.some((other) => fits(other, value, context.view))
    ? new Contradiction('every value tried fits more than one branch of oneOf', added[0], false)
    : outcome
}

/** The order in which branches are tried: nearest to the hint; the cheapest when the way must end; else as written, null last. */
function order(branches: readonly SchemaNode[], at: At, context: Context): SchemaNode[] {
  if (at.hint !== undefined) {
    const distances = new Map(branches.map((branch) => [branch, validate(branch, at.hint, context.view).length]))
    return [...branches].sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0))
  }
  if (at.cheap) return [...branches].sort((a, b) => terminationCost(a) - terminationCost(b))
  const start = (context.variation.branch + at.index) % branches.length
  const turned = [...branches.slice(start), ...branches.slice(0, start)]
  return [...turned.filter((branch) => !isNull(branch)), ...turned.filter(isNull)]
}

const isNull = (node: SchemaNode) => node.get('type') === 'null' || node.get('const') === null

/**
 * The discriminator property fixed to the name of the branch. The mapping's key wins, else the schema's name.
 * Source: OpenAPI 3.1 "Discriminator Object".
 */
function discriminated(node: SchemaNode, branch: SchemaNode): SchemaNode | undefined {
  const discriminator = node.get('discriminator') as { propertyName?: unknown; mapping?: unknown } | undefined
  const property = discriminator?.propertyName
  const name = branch.ref === undefined ? undefined : nameOf(branch.ref)
  if (typeof property !== 'string' || name === undefined) return undefined
  const mapping = Object.entries((discriminator?.mapping ?? {}) as Record<string, unknown>)
  const key = mapping.find(([, target]) => target === branch.ref || target === name)?.[0] ?? name
  return branch.node({ required: [property], properties: { [property]: { const: key } } })
}

function chooseCondition(node: SchemaNode, open: Conjunction, at: At, context: Context): Outcome {
  const condition = node.one('if')
  const [then, otherwise] = [node.one('then'), node.one('else')]
  if (condition === undefined) return solve(open, at, context)
  const attempts = function* (): Generator<Outcome> {
    yield solveWith(then === undefined ? [condition] : [condition, then], open, at, context)
    const without = otherwise === undefined ? [] : [otherwise]
    yield avoid(condition, open, at, context, without)
  }
  return firstFound(attempts(), 'neither the "then" nor the "else" of a condition can be satisfied', node)
}

/** A value that does not fit `unwanted`: mostly the plain value does not; else the opposite is added, one way after the other. */
function avoid(
  unwanted: SchemaNode | undefined,
  open: Conjunction,
  at: At,
  context: Context,
  added: readonly SchemaNode[] = [],
): Outcome {
  const plain = solveWith(added, open, at, context)
  if (unwanted === undefined) return plain
  if (isFound(plain) ? !fits(unwanted, plain.value, context.view) : plain.proven) return plain
  if (unwanted.value === true) return new Contradiction('"not" leaves no value', unwanted)
  if (isSimpleNot(unwanted)) return new Contradiction('every value tried is ruled out by "not"', unwanted, false)
  const { options, isComplete } = negate(unwanted)
  const attempts = function* (): Generator<Outcome> {
    for (const opposite of options) {
      const outcome = solveWith([...added, opposite], open, at, context)
      yield isFound(outcome) && fits(unwanted, outcome.value, context.view)
        ? new Contradiction('every value tried is ruled out by "not"', unwanted, false)
        : outcome
    }
    if (!isComplete) yield new Contradiction('the opposite of a schema was not found', unwanted, false)
  }
  return firstFound(attempts(), 'nothing but what "not" rules out', unwanted)
}

/** Each property that brings in a schema is present with it, or absent. */
function chooseDependents(node: SchemaNode, open: Conjunction, at: At, context: Context): Outcome {
  const [present, absent]: SchemaNode[][] = [[], []]
  const properties = node.map('properties')
  for (const [name, schema] of dependentSchemas(node)) {
    present?.push(schema, ...(properties.has(name) ? [node.node({ required: [name] })] : []))
    absent?.push(node.node({ properties: { [name]: false } }))
  }
  const attempts = function* (): Generator<Outcome> {
    yield solveWith(present ?? [], open, at, context)
    yield solveWith(absent ?? [], open, at, context)
  }
  return firstFound(attempts(), 'dependentSchemas cannot be satisfied', node)
}
