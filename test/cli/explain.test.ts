// `mockserve explain`: what a request would be answered, and why.
import t from 'tap'
import { run, serve } from './command.ts'

const explained = `openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /pets:
    post:
      operationId: createPet
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
  /pets/{petId}:
    get:
      operationId: getPet
      parameters:
        - { name: petId, in: path, required: true, schema: { type: integer } }
        - { name: api_key, in: query, schema: { type: string } }
      responses:
        '200': { description: The pet, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' }, examples: { rex: { value: { id: 1, name: Rex } }, tom: { value: { id: 2, name: Tom } } } } } }
components:
  schemas:
    Pet: { type: object, required: [name], properties: { id: { type: integer }, name: { type: string } } }
`

t.test('explain tells what a request would be answered and why, without a server', async (t) => {
  const cwd = t.testdir({ 'openapi.yaml': explained, 'pet.json': '{"name":"Max"}' })
  const found = await run(['explain', 'GET', '/pets/1?api_key=hunter2'], { cwd })
  t.equal(
    found.stdout,
    `  GET /pets/1 is the operation getPet, documented as GET /pets/{petId}.  openapi.yaml:11
    read as: path petId 1, query api_key ***
  200 is the answer: the documented success (The pet), as application/json.  openapi.yaml:17
  The example rex, the first of 2 that fits, is sent as documented.  openapi.yaml:17

HTTP/1.1 200 OK
content-type: application/json

{
  "id": 1,
  "name": "Rex"
}
`,
  )
  t.match(found, { exitCode: 0, stderr: '' })
  t.match(
    (await run(['explain', '/pets/x'], { cwd })).stdout,
    /so it is refused with 422\.\n {4}path \/petId: expected integer, received "x" {2}openapi\.yaml:14\n {6}right would be \d+\n/,
  )
  const json = ['-H', 'Content-Type: application/json']
  t.match(await run(['explain', '/pets', ...json, '-d', '@pet.json', 'openapi.yaml'], { cwd }), {
    exitCode: 0,
    stdout:
      /^ {2}POST \/pets is .*\n {4}read as: body \{"name":"Max"\}\n(.*\n)+ {2}Pets: \d+ is stored from now on\.\n(.*\n)+HTTP\/1\.1 201 Created\n/,
  })
  t.match(
    (await run(['explain', '/pets', '-d', 'a=1'], { cwd })).stdout,
    /received application\/x-www-form-urlencoded/,
    'as curl sends it',
  )
  t.match(
    (await run(['explain', '/pets/1', '-H', 'Prefer: example=tom'], { cwd })).stdout,
    /The example tom, asked for by Prefer, is sent/,
  )
  t.match(
    (await run(['explain', '/pets/1', '-H', 'Origin: https://evil.example'], { cwd })).stdout,
    /kept out before the mock looked at it.*--cors/,
  )
  t.match((await run(['explain', '/docs'], { cwd })).stdout, /^ {2}A running mock shows a page of its own at \/docs\.\n$/)
  const { stdout } = await run(['explain', 'get', '/pets/1?api_key=hunter2', '-H', 'Authorization: Bearer hunter3', '--json'], {
    cwd,
  })
  t.match(JSON.parse(stdout), {
    v: 1,
    status: 200,
    operation: 'getPet',
    why: [{ stage: 'match', at: 'openapi.yaml:11' }],
    inputs: { params: { petId: 1 } },
  })
  t.notMatch(stdout, /hunter/)
})

t.test('explain asks the mock that runs, by the documents or by its address', async (t) => {
  const cwd = t.testdir({ 'openapi.yaml': explained })
  t.match(await run(['explain', '/pets/1', '--running'], { cwd }), { exitCode: 1, stderr: /no mock serves these documents now/ })
  const mock = await serve(t, [], { cwd })
  const pet = ['-H', 'Content-Type: application/json', '-d', '{"name":"Max"}']
  const made = await run(['explain', '/pets', ...pet, '--running'], { cwd })
  t.match(made.stdout, `asked ${mock.url}, where it is exchange 1: ${mock.url}/__mockserve/?exchange=1`)
  const [, id] = /Pets: (\d+) is stored/.exec(made.stdout) ?? []
  t.match((await run(['explain', `${mock.url}/pets/${id}`], { cwd })).stdout, /"name": "Max"/)
  t.match(
    (await run(['explain', '/pets/1'], { cwd })).stdout,
    /"name": "Rex"\n\}\n\nanswered without a server; --running asks http/,
  )
  t.match(await run(['explain', 'http://127.0.0.1:1/pets/1'], { cwd }), {
    exitCode: 1,
    stderr: /no mockserve answers at http:\/\/127\.0\.0\.1:1\n$/,
  })
})

t.test('explain says in one line what is no request', async (t) => {
  const cwd = t.testdir({ 'openapi.yaml': explained, 'bad.yaml': 'openapi: 3.1.0\n' })
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^mockserve: which request\? As in: mockserve explain GET \/pets\/7\n$/],
    [['GET'], /^mockserve: there is no path: as in: .*\n$/],
    [['GTE', '/pets'], /^mockserve: GTE is no method; did you mean GET\?\n$/],
    [['GET', 'pets/7'], /^mockserve: there is no path: pets\/7 does not begin with a slash; did you mean \/pets\/7\?\n$/],
    [['/pets', '-H', 'Accept text/csv'], /^mockserve: -H "Accept text\/csv": not a header, as in .*\n$/],
    [['/pets', '-d', '@nowhere.json'], /^mockserve: -d @nowhere\.json: the file cannot be read \(ENOENT\)\n$/],
    [['/pets', '--validate', 'enforc'], /^mockserve: --validate enforc: .*did you mean enforce\?\n$/],
    [['/pets', '--running', '--seed', '3'], /^mockserve: a mock that runs has its own settings: .*\n$/],
    [['http://127.0.0.1:1/', 'openapi.yaml'], /^mockserve: http:\/\/127\.0\.0\.1:1 says which mock to ask, .*\n$/],
  ]
  for (const [args, stderr] of cases)
    t.match(await run(['explain', ...args], { cwd }), { exitCode: 2, stdout: '', stderr }, args.join(' '))
  t.match(await run(['explain', '/pets', 'nowhere.yaml'], { cwd }), { exitCode: 1, stderr: /nowhere\.yaml/ })
})
