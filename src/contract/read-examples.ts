// The examples of a media type or a header, as the document writes them.
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { joinPointer } from '../spec/json-pointer.ts'
import { placeAt } from '../spec/source-file.ts'
import type { ExampleOption } from './operation.ts'
import type { DocumentReader, Part } from './reader.ts'

/** `example` and `examples`; what only names an external value is left out, since it is not fetched. */
export function readExamples(reader: DocumentReader, part: Part, report: (problem: Diagnostic) => void): ExampleOption[] {
  const lone: ExampleOption[] = Object.hasOwn(part.value, 'example')
    ? [
        {
          name: 'default',
          value: part.value['example'],
          isSerialized: false,
          place: () => placeAt(part.file, joinPointer(part.pointer, 'example')),
        },
      ]
    : []
  const named = reader.entries(reader.at(part, 'examples'), report).flatMap(([name, example]): ExampleOption[] => {
    const key = ['value', 'dataValue', 'serializedValue'].find((field) => Object.hasOwn(example.value, field))
    if (key === undefined) return []
    return [
      {
        name,
        value: example.value[key],
        isSerialized: key === 'serializedValue',
        place: () => placeAt(example.file, joinPointer(example.pointer, key)),
      },
    ]
  })
  return [...lone, ...named]
}
