// The rules about a document's structure: what each finds, where, and what it leaves in peace.
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { formatDiagnostic } from '../../src/diagnostics/diagnostic.ts'
import { loadDocuments } from '../../src/spec/load-documents.ts'
import { checkDocument } from '../../src/spec/rules/index.ts'

/** The findings about `openapi.yaml` and the files beside it, one line each; `codes` picks some of them. */
function check(t: Test, files: Record<string, string> | string, ...codes: readonly string[]): string[] {
  const folder = t.testdir(typeof files === 'string' ? { 'openapi.yaml': files } : files)
  const { documents } = loadDocuments({ documents: [join(folder, 'openapi.yaml')], folder })
  const findings = documents.flatMap((document) => [...checkDocument(document)]).filter((finding) => finding !== undefined)
  return findings.filter(({ code }) => codes.length === 0 || codes.includes(code)).map(formatDiagnostic)
}

const HEAD = 'openapi: 3.0.3\ninfo: {title: x, version: "1"}\n'
const OK = 'responses: {200: {description: ok}}'

t.test('a sound document of each version has no findings', async (t) => {
  t.same(
    check(
      t,
      `swagger: "2.0"
info: {title: x, version: 1.0}
basePath: /v1
consumes: [application/json; charset=utf-8]
securityDefinitions: {key: {type: apiKey, name: k, in: header}}
security: [{key: []}]
paths:
  x-note: any
  /a/{id}:
    parameters: [{name: id, in: path, required: true, type: string, pattern: '^\\d+$'}]
    post:
      parameters:
        - {name: body, in: body, schema: {$ref: '#/definitions/A'}}
      responses: {201: {description: made, schema: {$ref: '#/definitions/A'}, headers: {X-A: {type: integer}}}}
definitions:
  A: {type: object, discriminator: kind, x-nullable: true, required: [kind], properties: {kind: {type: string}, a: {$ref: '#/definitions/A'}}}
`,
    ),
    [],
  )
  t.same(
    check(
      t,
      `openapi: 3.2.0
$self: https://example.com/api
info: {title: x, version: "1"}
tags: [{name: a, parent: b, kind: nav}, {name: b}]
paths:
  /events/{a}-{b}:
    parameters:
      - {name: a, in: path, required: true, schema: true}
      - $ref: '#/components/parameters/b'
    query: {responses: {default: {summary: s}}}
    additionalOperations:
      COPY: {responses: {2XX: {description: d, content: {text/event-stream: {itemSchema: {type: [object, 'null'], foo: 1}}}}}}
webhooks: {w: {post: {operationId: same}}}
components:
  parameters: {b: {name: b, in: path, required: true, schema: {type: string, examples: [x]}}}
  mediaTypes: {m: {schema: {type: string}, itemEncoding: {}, prefixEncoding: [{}]}}
  securitySchemes: {o: {type: oauth2, flows: {deviceAuthorization: {deviceAuthorizationUrl: u, tokenUrl: u, scopes: {}}}}}
  schemas:
    x-thing: {type: object}
    Tree: {type: object, properties: {$ref: {type: string}, children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
`,
      'unknown-field',
      'structure',
      'missing-field',
      'ref-unresolved',
      'unknown-type',
      'path-parameter-undeclared',
      'path-parameter-unused',
    ),
    [],
  )
})

t.test('a field that is not known is named at its place, with what was meant', async (t) => {
  const text = `${HEAD}webhooks: {}
definitions: {}
paths:
  /a:
    get:
      respones: {}
      ${OK}
      colour: red
      x-colour: red
components:
  schemas:
    A: {proprties: {}, readonly: true, unit: cm, optional: true, min_length: 1, $comment: c}
`
  t.same(check(t, text), [
    'openapi.yaml:3:1: warning: an OpenAPI document has no field "webhooks"; it is ignored (OpenAPI 3.1 has it, but this document says 3.0) [unknown-field]',
    'openapi.yaml:4:1: warning: an OpenAPI document has no field "definitions"; it is ignored (OpenAPI 2.0 has it, but this document says 3.0) [unknown-field]',
    'openapi.yaml:8:7: error: an operation has no field "respones"; it is ignored (did you mean "responses"?) [misspelt-field]',
    'openapi.yaml:10:7: warning: an operation has no field "colour"; it is ignored [unknown-field]',
    'openapi.yaml:14:9: warning: a schema has no field "proprties"; it is ignored (did you mean "properties"?) [unknown-field]',
    'openapi.yaml:14:24: warning: a schema has no field "readonly"; it is ignored (did you mean "readOnly"?) [unknown-field]',
    'openapi.yaml:14:66: warning: a schema has no field "min_length"; it is ignored (did you mean "minLength"?) [unknown-field]',
  ])
})

t.test('a value of the wrong type is said at its place; empty values and numbers for text are no finding', async (t) => {
  const text = `${HEAD}servers: {url: /}
tags: [one]
paths:
  /a:
    get:
      summary: 5
      description:
      parameters:
        - {name: q, in: Query, schema: text, required: "yes"}
      responses: {200: , 201: {description: d, content: {text/plain: }}}
components:
  responses:
  schemas:
    A: {required: true, enum: a, minLength: "3", allOf: {type: object}, items: [{type: string}], properties: {b: text}, additionalProperties: false}
`
  t.same(check(t, text, 'structure'), [
    'openapi.yaml:3:10: warning: "servers" in an OpenAPI document must be a list, not a map (put "- " before its first line) [structure]',
    'openapi.yaml:4:8: warning: item 0 of "tags" in an OpenAPI document must be a tag, not text [structure]',
    'openapi.yaml:11:25: warning: "in" in a parameter must be one of query, header, path, cookie, not "Query" (did you mean query?) [structure]',
    'openapi.yaml:11:40: warning: "schema" in a parameter must be a schema, not text [structure]',
    'openapi.yaml:11:56: warning: "required" in a parameter must be true or false, not text [structure]',
    'openapi.yaml:12:19: warning: "200" in the responses must be a response, not nothing [structure]',
    'openapi.yaml:16:19: warning: "required" in a schema must be a list of texts, not true or false (the names of required properties stand in a list beside "properties") [structure]',
    'openapi.yaml:16:31: warning: "enum" in a schema must be a list, not text [structure]',
    'openapi.yaml:16:45: warning: "minLength" in a schema must be a number, not text [structure]',
    'openapi.yaml:16:57: warning: "allOf" in a schema must be a list, not a map (put "- " before its first line) [structure]',
    'openapi.yaml:16:114: warning: "b" in "properties" must be a schema, not text [structure]',
  ])
})

t.test('what is missing is a warning where it matters and a note, once for all places, where it does not', async (t) => {
  const text = `openapi: 3.0.3
paths:
  /a/{id}:
    post:
      parameters: [{name: id, in: path, schema: {type: array}}, {in: query}]
      requestBody: {}
      responses: {200: {}, 201: {}, 202: {}}
    get: {}
components:
  securitySchemes: {a: {type: http}, b: {type: apiKey}, c: {}}
`
  t.same(check(t, text, 'missing-field', 'missing-nicety'), [
    'openapi.yaml:1:1: info: an OpenAPI document should have "info" [missing-nicety]',
    'openapi.yaml:5:20: info: a path parameter should say "required: true" [missing-nicety]',
    'openapi.yaml:5:41: info: a schema of type array should say what its "items" are; they can be anything [missing-nicety]',
    'openapi.yaml:5:65: warning: a parameter needs the field "name" [missing-field]',
    'openapi.yaml:5:65: warning: a parameter needs a "schema" or "content"; any text is accepted [missing-field]',
    'openapi.yaml:6:7: warning: a request body needs the field "content" [missing-field]',
    'openapi.yaml:7:19: info: a response should have "description"; the same in 2 more places [missing-nicety]',
    'openapi.yaml:10:21: warning: a security scheme of type http needs a "scheme" such as bearer [missing-field]',
    'openapi.yaml:10:38: warning: a security scheme of type apiKey needs a "name" [missing-field]',
    'openapi.yaml:10:38: warning: a security scheme of type apiKey needs an "in" [missing-field]',
    'openapi.yaml:10:57: warning: a security scheme needs the field "type" [missing-field]',
    'openapi.yaml:8:5: info: GET /a/{id} should have "responses"; without any it answers an empty 200 [missing-nicety]',
  ])
})

t.test('references', async (t) => {
  t.test('one that leads nowhere is said once, with the number of further places', async (t) => {
    const text = `${HEAD}paths:
  /a:
    get: {responses: {200: {$ref: '#/components/responses/Nope'}, 201: {$ref: '#/components/responses/Nope'}}}
    put: {responses: {200: {$ref: '#/info/title'}}}
components:
  responses: {Nopa: {description: d}}
  schemas:
    A: {discriminator: {propertyName: k, mapping: {a: '#/components/schemas/Nowhere', c: C}}}
`
    t.same(check(t, text), [
      'openapi.yaml:5:35: error: $ref #/components/responses/Nope leads nowhere: #/components/responses has no "Nope"; the same in 1 more place (did you mean Nopa?) [ref-unresolved]',
      'openapi.yaml:6:35: warning: $ref #/info/title leads to text, where a response is expected [structure]',
      'openapi.yaml:10:55: error: $ref #/components/schemas/Nowhere leads nowhere: #/components/schemas has no "Nowhere" [ref-unresolved]',
    ])
  })
  t.test('other files are walked too, each object once, around cycles', async (t) => {
    const files = {
      'openapi.yaml': `${HEAD}paths: {/a: {$ref: paths/a.yaml}}\n`,
      paths: {
        'a.yaml':
          'get:\n  responses:\n    200: {description: d, content: {application/json: {schema: {$ref: ../schemas.yaml#/A}}}}\n',
      },
      'schemas.yaml': "A: {type: objekt, properties: {b: {$ref: '#/B'}}}\nB: {type: array, items: {$ref: schemas.yaml#/A}}\n",
    }
    t.same(check(t, files as never), [
      'schemas.yaml:1:11: warning: there is no type "objekt"; any value is accepted (did you mean object?) [unknown-type]',
    ])
  })
  t.test('beside a $ref keywords count since 3.1, and not before', async (t) => {
    const at = (version: string) =>
      `openapi: ${version}\ninfo: {title: x, version: "1"}\npaths: {/a: {get: {${OK}}}}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B', patern: x}, B: {}}}\n`
    t.equal(check(t, at('3.1.0')).length, 1)
    t.same(check(t, at('3.0.0')), [])
  })
})

t.test('paths and operations', async (t) => {
  t.test('path parameters have their {name}, and each {name} its parameter', async (t) => {
    const text = `${HEAD}paths:
  /a/{petId}:
    parameters: [{name: petID, in: path, required: true, schema: {}}]
    get: {${OK}}
  /b/{x}/{+y*}?z={z}:
    get:
      parameters: [{$ref: '#/components/parameters/x'}, {name: y, in: path, required: true, schema: {}}, {name: z, in: query, schema: {}}]
      ${OK}
    put: {${OK}}
  /c/{d}: {}
components: {parameters: {x: {name: x, in: path, required: true, schema: {}}}}
`
    t.same(check(t, text), [
      'openapi.yaml:5:18: warning: the path parameter "petID" is declared, but /a/{petId} has no {petID} (did you mean {petId}?) [path-parameter-unused]',
      'openapi.yaml:4:3: warning: /a/{petId} names {petId}, which no path parameter declares; any text is accepted there (did you mean {petID}?) [path-parameter-undeclared]',
      'openapi.yaml:7:3: warning: /b/{x}/{+y*}?z={z} names {x}, which no path parameter declares for PUT; any text is accepted there [path-parameter-undeclared]',
      'openapi.yaml:7:3: warning: /b/{x}/{+y*}?z={z} names {y}, which no path parameter declares for PUT; any text is accepted there [path-parameter-undeclared]',
      'openapi.yaml:7:3: warning: /b/{x}/{+y*}?z={z} names {z}, which no path parameter declares for PUT; any text is accepted there [path-parameter-undeclared]',
    ])
  })
  t.test('a parameter that cannot be read may be the one that is missed', async (t) => {
    const text = `${HEAD}paths: {'/a/{x}': {get: {parameters: [{$ref: '#/nope'}], ${OK}}}}\n`
    t.same(check(t, text, 'path-parameter-undeclared'), [])
  })
  t.test('a path without slash, an operationId used twice', async (t) => {
    const text = `${HEAD}paths:\n  a: {get: {operationId: one, ${OK}}}\n  /b: {put: {operationId: one, ${OK}}}\n`
    t.same(check(t, text), [
      'openapi.yaml:4:3: warning: the path "a" does not begin with "/"; it is served as /a [path-without-slash]',
      'openapi.yaml:5:27: warning: the operationId "one" names GET a already; by this name only that one is meant [duplicate-operation-id]',
    ])
  })
  t.test('an operation shared by two paths has one operationId', async (t) => {
    t.same(check(t, `${HEAD}paths:\n  /a: &a {get: {operationId: one, ${OK}}}\n  /b: *a\n`), [])
  })
  t.test('a document without operations says so', async (t) => {
    t.match(check(t, `${HEAD}paths: {}\n`), [/^openapi.yaml:3:1: warning: the document has no operation/])
    t.match(check(t, 'openapi: 3.1.0\ninfo: {title: x, version: "1"}\nwebhooks: {a: {post: {}}}\n', 'no-operations'), [
      /webhooks are calls/,
    ])
  })
})

t.test('responses', async (t) => {
  t.test('keys are status codes', async (t) => {
    const text = `${HEAD}paths:
  /a:
    get: {responses: {200: {description: d}, default: {description: d}, 5XX: {description: d}, 4xx: {description: d}, 600: {description: d}, abc: {description: d}}}
    put: {responses: {101: {description: d}}}
`
    t.same(check(t, text), [
      'openapi.yaml:5:119: warning: the response "600" is no status code from 200 to 599; it is never given [bad-status]',
      'openapi.yaml:5:96: warning: the response "4xx" is read as 4XX [bad-status]',
      'openapi.yaml:5:142: warning: the response "abc" is neither a status code, nor a range such as 4XX, nor "default"; it is never given [bad-status]',
      'openapi.yaml:6:23: warning: the response "101" is only a step on the way to an answer; it is never given [bad-status]',
      'openapi.yaml:6:5: warning: PUT /a documents no response that could be given, so it answers 501 [no-responses]',
    ])
  })
  t.test('media types and headers are such as HTTP allows', async (t) => {
    const text = `${HEAD}paths:
  /a:
    get:
      responses:
        200:
          description: d
          content: {json: {schema: {}}, '*/*': {}, 'application/vnd.a+json; v=1': {}}
          headers: {'a b': {schema: {}}, Content-Length: {schema: {}}, X-A: {example: "a\\r\\nb", schema: {}}}
`
    t.same(check(t, text), [
      'openapi.yaml:9:21: warning: "json" is no media type such as application/json (did you mean application/json?) [bad-media-type]',
      `openapi.yaml:10:21: warning: "a b" is no header name; it is not sent [bad-header]`,
      'openapi.yaml:10:42: info: the header Content-Length is set by the server itself; what the document says of it is not sent [header-not-sent]',
      'openapi.yaml:10:87: warning: a header cannot hold line breaks or other control characters; this value is not sent [bad-header]',
    ])
  })
})

t.test('schemas, examples, security', async (t) => {
  const text = `${HEAD}security: [{bearr: []}, {}]
paths: {/a: {get: {${OK}}}}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  examples: {e: {externalValue: 'http://127.0.0.1/x'}}
  schemas:
    A: {type: int}
    B: {type: [string, date]}
    C: {type: null}
    D: {type: file}
    E: {pattern: '(', patternProperties: {'[': {}, '^\\-$': {}}}
    F: {pattern: '^\\p{L}+$'}
`
  t.same(check(t, text), [
    'openapi.yaml:3:13: warning: the security scheme "bearr" is not declared, so credentials for it cannot be checked (did you mean "bearer"?) [security-scheme-undeclared]',
    'openapi.yaml:7:33: info: the example http://127.0.0.1/x is not fetched; a generated one is given [external-value]',
    'openapi.yaml:9:15: warning: there is no type "int"; any value is accepted (did you mean integer?) [unknown-type]',
    'openapi.yaml:10:15: warning: there is no type "date"; any value is accepted (did you mean string with format date?) [unknown-type]',
    'openapi.yaml:11:15: warning: "type" names a type, it cannot be nothing (write "null" in quotes, or leave "type" out) [unknown-type]',
    'openapi.yaml:12:15: warning: there is no type "file"; any value is accepted (since OpenAPI 3.0 a file is a string with format binary) [unknown-type]',
    'openapi.yaml:13:18: warning: the pattern ( is no regular expression of JavaScript (unterminated group); it is not enforced [bad-pattern]',
    'openapi.yaml:13:43: warning: the pattern [ is no regular expression of JavaScript (unterminated character class); it is not enforced [bad-pattern]',
  ])
})

t.test('a large document is checked in slices, quickly', async (t) => {
  const schemas = Array.from(
    { length: 20_000 },
    (_, i) =>
      `"S${i}":{"type":"object","properties":{"a":{"$ref":"#/components/schemas/S${(i * 7) % 20_000}"},"b":{"type":"strng"}}}`,
  )
  const folder = t.testdir({
    'openapi.yaml': `{"openapi":"3.0.0","info":{"title":"x","version":"1"},"paths":{},"components":{"schemas":{${schemas}}}}`,
  })
  const { documents } = loadDocuments({ documents: [join(folder, 'openapi.yaml')], folder })
  const start = performance.now()
  const steps = documents.flatMap((document) => [...checkDocument(document)])
  t.ok(performance.now() - start < 2000)
  t.ok(steps.filter((step) => step === undefined).length > 20, 'pauses')
  t.match(
    steps.filter((step) => step !== undefined).map(({ message }) => message),
    [/no type "strng".* in 19,999 more places/, /no operation/],
  )
})
