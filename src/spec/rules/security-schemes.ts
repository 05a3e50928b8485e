// Rule: the security schemes that requirements name are declared.
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import { fieldOf, resolveObject } from './list-operations.ts'
import { type CreateRule, placeIn } from './visit.ts'

/** `security-scheme-undeclared` at the name. Source: OpenAPI "Security Requirement Object". */
export const securitySchemes: CreateRule = (document, report) => {
  const root = { value: document.root, file: document.file, pointer: '' }
  const components = document.version === '2.0' ? root : resolveObject(document, fieldOf(root, 'components'))
  const schemes =
    components &&
    resolveObject(document, fieldOf(components, document.version === '2.0' ? 'securityDefinitions' : 'securitySchemes'))
  const names = Object.keys(schemes?.value ?? {})
  return {
    on: {
      SecurityRequirement: (visit) => {
        for (const name of Object.keys(visit.value)) {
          // since 3.2 a name may also be the address of a scheme
          if (names.includes(name) || name.startsWith('x-') || /[/#]/.test(name)) continue
          const near = suggest(name, names)
          const message = `the security scheme "${name}" is not declared, so credentials for it cannot be checked`
          report(
            diagnostic('security-scheme-undeclared', placeIn(visit, name, 'key'), message, near && `did you mean "${near}"?`),
            `scheme ${name}`,
          )
        }
      },
    },
  }
}
