// Schemas that are hard to satisfy, each with a value in reach.

/** Title -> JSON Schema 2020-12. */
export const nastySchemas: Readonly<Record<string, unknown>> = {
  'allOf merges two objects': {
    allOf: [
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      { properties: { b: { type: 'integer' } }, required: ['b'] },
    ],
  },
  'allOf narrows one property twice': {
    allOf: [
      { properties: { n: { type: 'integer', minimum: 10 } }, required: ['n'] },
      { properties: { n: { maximum: 12, multipleOf: 4 } } },
    ],
    type: 'object',
  },
  'allOf with two patterns': { type: 'string', allOf: [{ pattern: '^a' }, { pattern: 'z$' }], minLength: 5 },
  'allOf closed by unevaluatedProperties': {
    allOf: [{ properties: { a: { type: 'string' } }, required: ['a'] }],
    properties: { b: true },
    unevaluatedProperties: false,
    type: 'object',
  },
  'a closed object in allOf': {
    allOf: [
      { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, additionalProperties: false },
      { required: ['a'] },
    ],
  },
  'oneOf whose branches overlap': {
    oneOf: [
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { b: { type: 'string' } } },
    ],
  },
  'oneOf of required properties': {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'string' } },
    oneOf: [{ required: ['a'] }, { required: ['b'] }],
  },
  'oneOf with a wider branch': { oneOf: [{ type: 'number' }, { type: 'integer' }] },
  'oneOf string formats': {
    oneOf: [
      { type: 'string', format: 'date' },
      { type: 'string', format: 'email' },
      { type: 'string', maxLength: 3 },
    ],
  },
  'oneOf of objects with const': {
    oneOf: [
      { properties: { k: { const: 'x' }, v: { type: 'string' } }, required: ['k', 'v'] },
      { properties: { k: { const: 'y' }, v: { type: 'integer' } }, required: ['k', 'v'] },
    ],
    type: 'object',
  },
  'oneOf all branches the same but one': { oneOf: [{ type: 'string' }, { type: 'string' }, { type: 'boolean' }] },
  'oneOf of ranges': {
    type: 'integer',
    oneOf: [
      { minimum: 0, maximum: 10 },
      { minimum: 5, maximum: 20 },
    ],
  },
  'anyOf beside properties': {
    type: 'object',
    properties: { id: { type: 'integer' } },
    anyOf: [{ required: ['id'] }, { required: ['name'] }],
  },
  'nested anyOf': {
    anyOf: [{ anyOf: [{ allOf: [{ type: 'string' }, { type: 'integer' }] }, { type: 'string', minLength: 30 }] }],
  },
  'not a type': { not: { type: ['object', 'array', 'string'] } },
  'not an enum value': { enum: ['a', 'b', 'c'], not: { enum: ['a', 'b'] } },
  'not required': {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'string' } },
    required: ['b'],
    not: { required: ['a'] },
  },
  'not a const property': {
    type: 'object',
    properties: { kind: { enum: ['x', 'y'] } },
    required: ['kind'],
    not: { properties: { kind: { const: 'x' } } },
  },
  'not with a nested not': { not: { not: { type: 'integer', minimum: 3 } } },
  'not a pattern': { type: 'string', not: { pattern: '^s' } },
  'not an object at all': { not: { type: 'object' } },
  'if then else by const': {
    type: 'object',
    properties: { country: { enum: ['US', 'CA'] } },
    required: ['country'],
    if: { properties: { country: { const: 'US' } } },
    then: { properties: { zip: { type: 'string', pattern: '^\\d{5}$' } }, required: ['zip'] },
    else: { properties: { zip: { type: 'string', pattern: '^[A-Z]\\d[A-Z] \\d[A-Z]\\d$' } }, required: ['zip'] },
  },
  'if whose then is impossible': { type: 'integer', if: { minimum: 10 }, then: false },
  'if without else': {
    type: 'object',
    if: { required: ['a'] },
    then: { required: ['b'] },
    properties: { a: { type: 'string' }, b: { type: 'string' } },
    required: ['a'],
  },
  dependentRequired: {
    type: 'object',
    properties: { card: { type: 'string' }, address: { type: 'string' } },
    required: ['card'],
    dependentRequired: { card: ['address'] },
  },
  dependentSchemas: {
    type: 'object',
    properties: { card: { type: 'string' } },
    required: ['card'],
    dependentSchemas: { card: { required: ['limit'], properties: { limit: { type: 'integer', minimum: 100 } } } },
  },
  'dependentSchemas impossible': {
    type: 'object',
    properties: { card: { type: 'string' }, n: { type: 'integer' } },
    dependentSchemas: { card: false },
  },
  contains: { type: 'array', items: { type: 'integer', minimum: 1 }, contains: { const: 7 }, minItems: 2 },
  'minContains and maxContains': {
    type: 'array',
    contains: { type: 'string' },
    minContains: 2,
    maxContains: 3,
    items: { type: ['string', 'integer'] },
    minItems: 4,
  },
  'prefixItems closed': { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 },
  'prefixItems in allOf beside items': {
    allOf: [{ prefixItems: [{ type: 'integer' }, { type: 'string' }] }],
    items: { type: ['integer', 'string'] },
    type: 'array',
    minItems: 3,
  },
  unevaluatedItems: { type: 'array', prefixItems: [{ type: 'string' }], unevaluatedItems: false, minItems: 1 },
  'unique booleans': { type: 'array', items: { type: 'boolean' }, uniqueItems: true, minItems: 2 },
  'unique from a small enum': { type: 'array', items: { enum: ['a', 'b', 'c'] }, uniqueItems: true, minItems: 3 },
  'unique objects': {
    type: 'array',
    items: { type: 'object', properties: { n: { type: 'integer', minimum: 1, maximum: 3 } }, required: ['n'] },
    uniqueItems: true,
    minItems: 3,
  },
  'many items': { type: 'array', items: { type: 'integer' }, minItems: 50 },
  'minProperties on an open object': { type: 'object', minProperties: 3 },
  'minProperties with propertyNames': {
    type: 'object',
    minProperties: 3,
    propertyNames: { pattern: '^x-[a-z]+$' },
    additionalProperties: { type: 'integer' },
  },
  'propertyNames as enum': {
    type: 'object',
    propertyNames: { enum: ['en', 'de'] },
    additionalProperties: { type: 'string' },
    minProperties: 2,
  },
  'patternProperties only': {
    type: 'object',
    patternProperties: { '^S_': { type: 'string' }, '^I_': { type: 'integer' } },
    additionalProperties: false,
    minProperties: 1,
  },
  'patternProperties and properties meet': {
    type: 'object',
    properties: { S_a: { minLength: 5 } },
    patternProperties: { '^S_': { type: 'string', maxLength: 6 } },
    required: ['S_a'],
  },
  'maxProperties below the optional ones': {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'string' }, c: { type: 'string' } },
    required: ['c'],
    maxProperties: 2,
  },
  'required without a declaration': { type: 'object', required: ['ghost'] },
  'multipleOf decimal': { type: 'number', multipleOf: 0.01, minimum: 1, maximum: 2 },
  'multipleOf in a narrow range': { type: 'number', multipleOf: 7, minimum: 50, maximum: 60 },
  'two multiples': { allOf: [{ multipleOf: 6 }, { multipleOf: 4 }], type: 'integer', minimum: 1 },
  'exclusive bounds around one integer': { type: 'integer', exclusiveMinimum: 4, exclusiveMaximum: 6 },
  'exclusive bounds of a float': { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.001 },
  'negative range': { type: 'integer', maximum: -5 },
  'large integers': { type: 'integer', minimum: 9007199254740000 },
  int32: { type: 'integer', format: 'int32' },
  'long text': { type: 'string', minLength: 5000 },
  'pattern and length': { type: 'string', pattern: '^[A-Z]{2}\\d+$', minLength: 9, maxLength: 9 },
  'pattern with look-ahead': { type: 'string', pattern: '^(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{8,}$' },
  'pattern with alternatives': { type: 'string', pattern: '^(foo|ba[rz]){2}$' },
  'format and maxLength': { type: 'string', format: 'email', maxLength: 12 },
  'format and pattern': { type: 'string', format: 'date', pattern: '^2025' },
  'uri and minLength': { type: 'string', format: 'uri', minLength: 60 },
  uuid: { type: 'string', format: 'uuid' },
  'recursion by optional property': {
    $defs: { n: { type: 'object', properties: { next: { $ref: '#/$defs/n' }, v: { type: 'integer' } }, required: ['v'] } },
    $ref: '#/$defs/n',
  },
  'recursion ended by null': {
    $defs: {
      n: { type: 'object', properties: { next: { anyOf: [{ $ref: '#/$defs/n' }, { type: 'null' }] } }, required: ['next'] },
    },
    $ref: '#/$defs/n',
  },
  'recursion ended by an empty list': {
    $defs: { n: { type: 'object', properties: { kids: { type: 'array', items: { $ref: '#/$defs/n' } } }, required: ['kids'] } },
    $ref: '#/$defs/n',
  },
  'recursion by a list of at least one, ended by oneOf': {
    $defs: {
      e: {
        oneOf: [
          {
            type: 'object',
            properties: { op: { const: 'and' }, args: { type: 'array', items: { $ref: '#/$defs/e' }, minItems: 2 } },
            required: ['op', 'args'],
            additionalProperties: false,
          },
          { type: 'object', properties: { value: { type: 'integer' } }, required: ['value'], additionalProperties: false },
        ],
      },
    },
    $ref: '#/$defs/e',
  },
  'mutual recursion': {
    $defs: {
      a: { type: 'object', properties: { b: { $ref: '#/$defs/b' } }, required: ['b'] },
      b: { type: 'object', properties: { a: { oneOf: [{ type: 'null' }, { $ref: '#/$defs/a' }] } }, required: ['a'] },
    },
    $ref: '#/$defs/a',
  },
  'const object': { const: { a: [1, 2, { b: null }] } },
  'enum of mixed types': { enum: [null, 1, 'a', { x: 1 }] },
  'type list': { type: ['null', 'integer'], minimum: 5 },
  'only null': { type: 'null' },
  true: true,
  'empty schema': {},
  'a $ref with siblings': { $defs: { s: { type: 'string' } }, $ref: '#/$defs/s', minLength: 12, pattern: '^b' },
  'a wrong example': {
    type: 'object',
    example: { n: 'five' },
    properties: { n: { type: 'integer', example: 'five', default: 'six' } },
    required: ['n'],
  },
  'names of the prototype': {
    type: 'object',
    properties: { constructor: { type: 'string' }, toString: { type: 'integer' }, ['__proto__']: { type: 'boolean' } },
    required: ['constructor', 'toString'],
  },
  'an array or one': {
    type: 'object',
    properties: { tag: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] } },
    required: ['tag'],
  },
  'anyOf with a closed and an open branch': {
    anyOf: [
      { type: 'object', additionalProperties: false },
      { type: 'object', required: ['z'], properties: { z: { type: 'string' } } },
    ],
    required: ['z'],
  },
  'oneOf inside allOf twice': {
    allOf: [{ oneOf: [{ required: ['a'] }, { required: ['b'] }] }, { oneOf: [{ required: ['c'] }, { required: ['d'] }] }],
    type: 'object',
    properties: { a: { type: 'integer' }, b: { type: 'integer' }, c: { type: 'integer' }, d: { type: 'integer' } },
  },
  'unevaluatedProperties with a schema': {
    type: 'object',
    properties: { a: { type: 'string' } },
    unevaluatedProperties: { type: 'integer' },
    minProperties: 3,
  },
  'additionalProperties with a schema in allOf': {
    type: 'object',
    allOf: [{ additionalProperties: { type: 'string' } }, { properties: { n: { minLength: 3 } }, required: ['n'] }],
  },
}
