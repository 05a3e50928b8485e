// The objects of OpenAPI 3.0, 3.1 and 3.2 and their fields. Source: OpenAPI Specification 3.0.4, 3.1.1 and 3.2.0, "Schema".
import { schemaKind } from './kinds-schema.ts'
import type { Kind, KindName, Kinds, Shape } from './shapes.ts'

const METHODS: Readonly<Record<string, Shape>> = {
  get: 'Operation',
  put: 'Operation',
  post: 'Operation',
  delete: 'Operation',
  options: 'Operation',
  head: 'Operation',
  patch: 'Operation',
  trace: 'Operation',
}

const STYLES = '=matrix|label|simple|form|spaceDelimited|pipeDelimited|deepObject'

export const kinds30: Kinds = {
  Document: {
    title: 'an OpenAPI document',
    fields: {
      // what editors need to offer completion
      $schema: 'any',
      openapi: 'any',
      info: 'Info',
      servers: 'Server[]',
      paths: 'Paths',
      components: 'Components',
      security: 'SecurityRequirement[]',
      tags: 'Tag[]',
      externalDocs: 'ExternalDocs',
    },
    wants: ['info'],
  },
  Info: {
    title: 'the info object',
    fields: {
      title: 'text',
      description: 'text',
      termsOfService: 'text',
      contact: 'Contact',
      license: 'License',
      version: 'text',
    },
    wants: ['title', 'version'],
  },
  Contact: { title: 'a contact', fields: { name: 'text', url: 'text', email: 'text' } },
  License: { title: 'a license', fields: { name: 'text', url: 'text' }, wants: ['name'] },
  Server: { title: 'a server', fields: { url: 'text', description: 'text', variables: '{ServerVariable}' }, needs: ['url'] },
  ServerVariable: {
    title: 'a server variable',
    fields: { enum: 'texts', default: 'text', description: 'text' },
    needs: ['default'],
  },
  Paths: { title: 'the paths object', fields: {}, others: 'PathItem' },
  PathItem: {
    title: 'a path',
    fields: { $ref: 'text', summary: 'text', description: 'text', ...METHODS, servers: 'Server[]', parameters: 'Parameter[]' },
  },
  Operation: {
    title: 'an operation',
    fields: {
      tags: 'texts',
      summary: 'text',
      description: 'text',
      externalDocs: 'ExternalDocs',
      operationId: 'text',
      parameters: 'Parameter[]',
      requestBody: 'RequestBody',
      responses: 'Responses',
      callbacks: '{Callback}',
      deprecated: 'flag',
      security: 'SecurityRequirement[]',
      servers: 'Server[]',
    },
  },
  Parameter: {
    title: 'a parameter',
    fields: {
      name: 'text',
      in: '=query|header|path|cookie',
      description: 'text',
      required: 'flag',
      deprecated: 'flag',
      allowEmptyValue: 'flag',
      style: STYLES,
      explode: 'flag',
      allowReserved: 'flag',
      schema: 'Schema',
      example: 'any',
      examples: '{Example}',
      content: 'Content',
    },
    needs: ['name', 'in'],
  },
  RequestBody: {
    title: 'a request body',
    fields: { description: 'text', content: 'Content', required: 'flag' },
    needs: ['content'],
  },
  Content: { title: 'the content', fields: {}, others: 'MediaType' },
  MediaType: {
    title: 'a media type',
    fields: { schema: 'Schema', example: 'any', examples: '{Example}', encoding: '{Encoding}' },
  },
  Encoding: {
    title: 'an encoding',
    fields: { contentType: 'text', headers: 'Headers', style: STYLES, explode: 'flag', allowReserved: 'flag' },
  },
  Responses: { title: 'the responses', fields: {}, others: 'Response' },
  Response: {
    title: 'a response',
    fields: { description: 'text', headers: 'Headers', content: 'Content', links: '{Link}' },
    wants: ['description'],
  },
  Headers: { title: 'the headers', fields: {}, others: 'Header' },
  Header: {
    title: 'a header',
    fields: {
      description: 'text',
      required: 'flag',
      deprecated: 'flag',
      allowEmptyValue: 'flag',
      style: STYLES,
      explode: 'flag',
      allowReserved: 'flag',
      schema: 'Schema',
      example: 'any',
      examples: '{Example}',
      content: 'Content',
    },
  },
  Example: { title: 'an example', fields: { summary: 'text', description: 'text', value: 'any', externalValue: 'text' } },
  Link: {
    title: 'a link',
    fields: {
      operationRef: 'text',
      operationId: 'text',
      parameters: 'map',
      requestBody: 'any',
      description: 'text',
      server: 'Server',
    },
  },
  Callback: { title: 'a callback', fields: {}, others: 'PathItem' },
  Components: {
    title: 'the components',
    fields: {
      schemas: '{Schema}',
      responses: '{Response}',
      parameters: '{Parameter}',
      examples: '{Example}',
      requestBodies: '{RequestBody}',
      headers: '{Header}',
      securitySchemes: '{SecurityScheme}',
      links: '{Link}',
      callbacks: '{Callback}',
    },
  },
  SecurityScheme: {
    title: 'a security scheme',
    fields: {
      type: '=apiKey|http|oauth2|openIdConnect',
      description: 'text',
      name: 'text',
      in: '=query|header|cookie',
      scheme: 'text',
      bearerFormat: 'text',
      flows: 'Flows',
      openIdConnectUrl: 'text',
    },
    needs: ['type'],
  },
  Flows: {
    title: 'the flows',
    fields: { implicit: 'Flow', password: 'Flow', clientCredentials: 'Flow', authorizationCode: 'Flow' },
  },
  Flow: { title: 'a flow', fields: { authorizationUrl: 'text', tokenUrl: 'text', refreshUrl: 'text', scopes: 'map' } },
  SecurityRequirement: { title: 'a security requirement', fields: {}, others: 'texts' },
  Tag: { title: 'a tag', fields: { name: 'text', description: 'text', externalDocs: 'ExternalDocs' }, wants: ['name'] },
  ExternalDocs: { title: 'an external documentation object', fields: { description: 'text', url: 'text' }, wants: ['url'] },
  Schema: schemaKind,
  Discriminator: { title: 'a discriminator', fields: { propertyName: 'text', mapping: 'map' }, needs: ['propertyName'] },
  Xml: {
    title: 'an xml object',
    fields: { name: 'text', namespace: 'text', prefix: 'text', attribute: 'flag', wrapped: 'flag' },
  },
}

export const kinds31: Kinds = extend(kinds30, {
  Document: { jsonSchemaDialect: 'text', webhooks: '{PathItem}' },
  Info: { summary: 'text' },
  License: { identifier: 'text' },
  Components: { pathItems: '{PathItem}' },
  SecurityScheme: { type: '=apiKey|http|mutualTLS|oauth2|openIdConnect' },
})

export const kinds32: Kinds = extend(
  {
    ...kinds31,
    Methods: { title: 'the additional operations', fields: {}, others: 'Operation' },
  },
  {
    Document: { $self: 'text' },
    Server: { name: 'text' },
    PathItem: { query: 'Operation', additionalOperations: 'Methods' },
    Parameter: { in: '=query|querystring|header|path|cookie', style: `${STYLES}|cookie` },
    MediaType: { description: 'text', itemSchema: 'Schema', prefixEncoding: 'Encoding[]', itemEncoding: 'Encoding' },
    Encoding: { encoding: '{Encoding}', prefixEncoding: 'Encoding[]', itemEncoding: 'Encoding' },
    Response: { summary: 'text' },
    Example: { dataValue: 'any', serializedValue: 'text' },
    Components: { mediaTypes: '{MediaType}' },
    SecurityScheme: { deprecated: 'flag', oauth2MetadataUrl: 'text' },
    Flows: { deviceAuthorization: 'Flow' },
    Flow: { deviceAuthorizationUrl: 'text' },
    Tag: { summary: 'text', parent: 'text', kind: 'text' },
    Discriminator: { defaultMapping: 'text' },
    Xml: { nodeType: '=element|attribute|text|cdata|none' },
  },
)

/** A table with more fields in some kinds. */
function extend(kinds: Kinds, more: { readonly [name in KindName]?: Readonly<Record<string, Shape>> }): Kinds {
  const extended = Object.entries(more).map(([name, fields]): [string, Kind] => {
    const kind = kinds[name as KindName]
    return [name, { title: name, ...kind, fields: { ...kind?.fields, ...fields } }]
  })
  return { ...kinds, ...Object.fromEntries(extended) }
}
