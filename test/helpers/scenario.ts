// Reads a scenario file: a document, then requests with the answers expected, all as fenced blocks.

export interface ScenarioStep {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly expected: ExpectedAnswer
}

export interface ExpectedAnswer {
  readonly status: number
  /** Names in lower case; a value between slashes is a regular expression, '-' means absent. */
  readonly headers: Readonly<Record<string, string>>
  /** Undefined: the body is not looked at. */
  readonly body: string | undefined
  /** `json`: equal as values; `text`: equal; `match`: a regular expression; `shape`: JSON with the same keys and types. */
  readonly bodyKind: string
}

export interface Scenario {
  readonly title: string
  /** File name -> text; the first is the one served. */
  readonly files: ReadonlyMap<string, string>
  readonly settings: Readonly<Record<string, unknown>>
  readonly steps: readonly ScenarioStep[]
}

const FENCE = /^```(\S+)(?:[ \t]+([^\n]*))?\n([\s\S]*?)^```[ \t]*$/gm

/** Blocks: ```yaml NAME.yaml (a file), ```json settings, ```request, and behind it ```answer [json|text|match|shape]. */
export function parseScenario(markdown: string): Scenario {
  const title = /^# (.+)$/m.exec(markdown)?.[1]
  if (title === undefined) throw new Error('a scenario begins with "# title"')
  const files = new Map<string, string>()
  const steps: ScenarioStep[] = []
  let settings: Record<string, unknown> = {}
  let request: Omit<ScenarioStep, 'expected'> | undefined
  for (const [, kind = '', info = '', text = ''] of markdown.matchAll(FENCE)) {
    if (kind === 'request') request = parseRequest(text)
    else if (kind === 'answer') {
      if (request === undefined) throw new Error(`${title}: an answer without a request`)
      steps.push({ ...request, expected: parseAnswer(text, info || 'json') })
      request = undefined
    } else if (info === 'settings') settings = JSON.parse(text)
    else if (info !== '') files.set(info, text)
  }
  if (files.size === 0 || steps.length === 0) throw new Error(`${title}: a scenario needs a document and a request`)
  return { title, files, settings, steps }
}

function parseRequest(text: string): Omit<ScenarioStep, 'expected'> {
  const [head = '', ...rest] = text.split('\n\n')
  const [line = '', ...headerLines] = head.trim().split('\n')
  const [method = '', url = ''] = line.split(' ')
  const body = rest.join('\n\n').trimEnd()
  return { method, url, headers: parseHeaders(headerLines), body: body === '' ? undefined : body }
}

function parseAnswer(text: string, bodyKind: string): ExpectedAnswer {
  const cut = text.indexOf('\n\n')
  const [line = '', ...headerLines] = (cut < 0 ? text : text.slice(0, cut)).trim().split('\n')
  const body = cut < 0 ? undefined : text.slice(cut + 2).trimEnd()
  return { status: Number(line.split(' ')[0]), headers: parseHeaders(headerLines), body, bodyKind }
}

const parseHeaders = (lines: readonly string[]) =>
  Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
