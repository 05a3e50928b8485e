// One overlay onto a document, action by action. Source: Overlay Specification 1.0 "Action Object", 1.1 for values that are replaced.
import { pathToFileURL } from 'node:url'
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import { isRecord, joinPointer } from '../json-pointer.ts'
import { nameOfValue } from '../name-of-value.ts'
import { placeAt, type SourceFile } from '../source-file.ts'
import type { EditedTree } from './edited-tree.ts'
import { parseTarget, selectTarget, type Target } from './target.ts'

type Report = (finding: Diagnostic) => void

/** Changes `tree`, which `file` became so far. What cannot be applied is told and left out. */
export function applyOverlay(tree: EditedTree, file: SourceFile, overlay: SourceFile, report: Report): void {
  const actions = actionsOf(file, overlay, report)
  for (const [i, action] of actions.entries()) {
    const problem = applyAction(action, { tree, file, overlay, pointer: `/actions/${i}` })
    if (problem !== undefined) report(problem)
  }
}

/** Empty for a file that is no overlay of this one. */
function actionsOf(file: SourceFile, overlay: SourceFile, report: Report): readonly unknown[] {
  const actions = isRecord(overlay.root) ? overlay.root['actions'] : undefined
  const refusal = refusalOf(file, overlay)
  if (refusal === undefined && Array.isArray(actions)) return actions
  report(refusal ?? diagnostic('overlay-invalid', placeAt(overlay, '/actions'), `actions is a list, not ${nameOfValue(actions)}`))
  return []
}

/** Why a file is no overlay of this one; undefined when it is one, whatever its actions are. */
export function refusalOf(file: SourceFile, overlay: SourceFile): Diagnostic | undefined {
  const { root } = overlay
  const refuse = (pointer: string, message: string, hint?: string) =>
    diagnostic('overlay-invalid', placeAt(overlay, pointer), message, hint)
  if (!isRecord(root) || !Object.hasOwn(root, 'overlay'))
    return refuse('', 'this is no overlay; it is not applied', 'an overlay begins with a line such as overlay: 1.0.0')
  const version = String(root['overlay'])
  if (!/^1(\.\d|$)/.test(version)) return refuse('/overlay', `overlay ${version} is not known; mockserve applies 1.0`)
  const { extends: extended } = root
  if (typeof extended === 'string' && !mayMean(extended, file, overlay))
    return refuse('/extends', `it is for ${extended}, but lies beside ${file.label}; it is not applied`)
  return undefined
}

/** An address of the web may be where the file comes from; a path says which file it is. */
function mayMean(extended: string, file: SourceFile, overlay: SourceFile): boolean {
  try {
    const { protocol, href } = new URL(extended, pathToFileURL(overlay.path))
    return protocol !== 'file:' || href === pathToFileURL(file.path).href
  } catch {
    return false
  }
}

interface Applied {
  readonly tree: EditedTree
  readonly file: SourceFile
  readonly overlay: SourceFile
  /** Of the action. */
  readonly pointer: string
}

/** The finding about what is left out of an action. */
function applyAction(action: unknown, applied: Applied): Diagnostic | undefined {
  const { tree, file, overlay, pointer } = applied
  const refusal = (message: string, key?: 'target', hint?: string) =>
    diagnostic('overlay-not-applied', placeAt(overlay, key === undefined ? pointer : joinPointer(pointer, key)), message, hint)
  if (!isRecord(action)) return refusal(`an action is an object with a target, not ${nameOfValue(action)}`)
  const { target: text, remove } = action
  if (typeof text !== 'string') return refusal('the action has no target')
  if (remove !== true && !Object.hasOwn(action, 'update')) {
    const hint = Object.hasOwn(action, 'copy') ? 'copy, of Overlay 1.1, is not applied' : undefined
    return refusal('the action neither updates nor removes', undefined, hint)
  }
  const target = parseTarget(text)
  if ('problem' in target)
    return refusal(`the target ${text} is not applied: at ${target.offset}, ${target.problem}`, 'target', target.hint)
  const places = selectTarget(target, tree.root)
  if (places.length === 0) {
    const message = `the target ${text} meets nothing in ${file.label}`
    return diagnostic('overlay-no-match', placeAt(overlay, joinPointer(pointer, 'target')), message, nearest(target, tree))
  }
  if (remove !== true) {
    const problem = updatePlaces(places, action['update'], applied)
    return problem === undefined ? undefined : refusal(`the target ${text} ${problem}`, 'target')
  }
  if (target.steps.length === 0) return refusal('the whole document cannot be removed')
  // the last items of lists first, so that the others keep their numbers
  for (const place of places.reverse()) tree.remove(place)
  return undefined
}

/** Updates the objects and lists among the places; what is wrong with the others. */
function updatePlaces(places: readonly string[][], update: unknown, { tree, overlay, pointer }: Applied): string | undefined {
  let problem: string | undefined
  for (const place of places) {
    const value = tree.at(place)
    if (!isRecord(value) && !Array.isArray(value)) problem ??= `is ${nameOfValue(value)}; only objects and lists are updated`
    else if (isRecord(value) && !isRecord(update)) problem ??= `is an object; ${nameOfValue(update)} cannot be merged into it`
    else tree.update(place, update, { file: overlay, pointer: joinPointer(pointer, 'update') })
  }
  return problem
}

/** The name that is missing, as it may have been meant. */
function nearest({ steps }: Target, tree: EditedTree): string | undefined {
  for (let length = steps.length - 1; length >= 0; length--) {
    const [place] = selectTarget({ steps: steps.slice(0, length) }, tree.root)
    const value = place && tree.at(place)
    const name = steps[length]?.name
    if (!isRecord(value) || name === undefined) continue
    const near = suggest(name, Object.keys(value))
    return near && `did you mean ${near}?`
  }
  return undefined
}
