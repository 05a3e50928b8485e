// Rule: an operationId names one operation.
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import { joinPointer } from '../json-pointer.ts'
import { placeAt } from '../source-file.ts'
import { type ListedOperation, listOperations } from './list-operations.ts'
import type { CreateRule } from './visit.ts'

/** `duplicate-operation-id` at the second and each further use. Source: OpenAPI "Operation Object". */
export const duplicateOperationIds: CreateRule = (document, report) => ({
  end: () => {
    const first = new Map<string, ListedOperation>()
    for (const listed of listOperations(document)) {
      const { operation } = listed
      const id = operation.value['operationId']
      if (typeof id !== 'string') continue
      const earlier = first.get(id)
      if (earlier === undefined) first.set(id, listed)
      // one operation reached by two paths is written once, and can have one name only
      else if (earlier.operation.value !== operation.value) {
        const message = `the operationId "${id}" names ${earlier.name} already; by this name only that one is meant`
        report(
          diagnostic('duplicate-operation-id', placeAt(operation.file, joinPointer(operation.pointer, 'operationId')), message),
        )
      }
    }
  },
})
