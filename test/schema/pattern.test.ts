// Regular expressions of schemas: tests that always end, and texts that match.
import t from 'tap'
import { anEffort } from '../../src/schema/effort.ts'
import { compilePattern } from '../../src/schema/pattern.ts'
import { compileLinear } from '../../src/schema/pattern-linear.ts'
import { parsePattern } from '../../src/schema/pattern-tree.ts'
import { createRandom, type Random } from '../../src/schema/random.ts'
import { type PatternWish, samplePattern } from '../../src/schema/sample/pattern-sample.ts'

const regex = String.raw
const seeds = (count: number) => Array.from({ length: count }, (_, i) => i * 7919 + 1)
const sample = (patterns: string | readonly string[], wish: Partial<PatternWish> = {}) =>
  samplePattern({ patterns: [patterns].flat(), minLength: 0, maxLength: Infinity, random: createRandom(1), ...wish })
const samples = (patterns: string | readonly string[], wish: Partial<PatternWish> = {}, count = 12) =>
  seeds(count).map((seed) => sample(patterns, { random: createRandom(seed), ...wish }))
/** What the engine itself says, where our own test could be wrong. */
const matches = (source: string, text: string) => {
  try {
    return new RegExp(source, 'u').test(text)
  } catch {
    return new RegExp(source).test(text)
  }
}
const fits = (source: string, text: string | undefined, min = 0, max = Infinity) =>
  text !== undefined && matches(source, text) && [...text].length >= min && [...text].length <= max
const milliseconds = (work: () => unknown) => {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** As published in the API documents of real companies: the pattern, then minLength and maxLength where they are given. */
const PUBLISHED: readonly (readonly [string, number?, number?])[] = [
  ['payTo|upi_collect', 0, 50],
  [regex`^[\w.-]+$`, 0, 200],
  ['^[a-zA-Z_][-a-zA-Z0-9_]*$', 0, 64],
  [regex`\S+`],
  [regex`(\{user_question\}[\s\S]*?\{content\}|\{content\}[\s\S]*?\{user_question\})`, 0, 10000],
  [regex`^[1-9]\d*$`],
  ['^[a-z][a-z0-9-]{0,30}[a-z0-9]$', 2, 32],
  [regex`^((xn--)?[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*\.)+[a-zA-Z]{2,}\.?$`, 4, 253],
  ['^https://', 1, 256],
  [regex`^[A-Za-z0-9()\[\]'"][-A-Za-z0-9_. \/()\[\]]{0,40}[A-Za-z0-9()\[\]'"]$`, 2, 42],
  ['^[_A-Za-z][_A-Za-z0-9]*$'],
  ['^[A-Z_]*(,[A-Z_]+)*$', 0, 1024],
  ['^.+/.+$', 0, 1024],
  ['^(default|[a-z_]+=(on|off|default)(,[a-z_]+=(on|off|default))*)$'],
  ['^[_A-Za-z0-9][-._A-Za-z0-9]{0,63}$', 0, 64],
  [regex`^[KEg\$lshzxeA]*$`, 0, 32],
  [regex`^$|[0-9a-f]{8}\b-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-\b[0-9a-f]{12}`],
  [regex`^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)+$`, 0, 253],
  [regex`^[a-zA-Z0-9]?[a-z0-9A-Z.\-]*[a-z0-9A-Z]$`, 0, 255],
  [regex`.+\.[Jj][Ss][Oo][Nn][Ll]$`, 7],
  [regex`^$|^((25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)$`],
  ['^do:(dbaas|domain|droplet|floatingip|loadbalancer|space|volume|kubernetes|vpc):.*'],
  ['^(0|[1-9][0-9]*)$'],
  ['^#(([0-9a-fA-F]{2}){3}|([0-9a-fA-F]){3})$', 0, 7],
  ['^0x[a-fA-F0-9]{4096}$'],
  ['^0x[a-fA-F0-9]{2,}$'],
  ['^0x[a-fA-F0-9]{0,2147483648}$'],
  ['^[1-2]?[0-9]{1,2}$'],
  ['^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$'],
  ['^sha256:[a-f0-9]{64}$', 71, 71],
  ['github'],
  ['^ssh-(rsa|dss|ed25519) |^ecdsa-sha2-nistp(256|384|521) |^(sk-ssh-ed25519|sk-ecdsa-sha2-nistp256)@openssh.com '],
  ['^([0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?)$', 40, 64],
  ['^refs/(heads|tags|pull)/.*$'],
  ['[a-z]+_token_[0-9]+'],
  ['updated_secret_[0-9A-Z]{16}'],
  [regex`^\d+\.\d+\.\d+$`],
  ['^[a-zA-Z0-9 ./_-]+$', 1, 999],
  [regex`[a-zA-Z0-9-_,:<>+#!\(\)\[\]\{\} ]*`, 0, 1000],
  ['^[a-z0-9]+(-?[a-z0-9]*)*$'],
  [regex`^(()|[a-z0-9A-Z]|([a-z0-9A-Z][a-z0-9A-Z\._-]{0,61}[a-z0-9A-Z]))$`],
  ['^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$'],
  [regex`^(\/[a-z]{4,32}\/[0-9a-zA-Z-]{1,32})?$`],
  ['^.*$', 28, 32],
  ['^[A-Z]*$', 3, 6],
  ['^[2-9A-HJ-NP-Z]{13}$', 13, 13],
  ['^[0-9]{1,14}?$', 1, 14],
  ['^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[1-2][0-9]|3[0-1])$', 10, 10],
  ['([a-zA-Z0-9])', 1, 14],
  ['^([A-Z]{2}|C2)$', 2, 2],
  ['^((-?[0-9]+)|(-?([0-9]+)?[.][0-9]+))$', 0, 32],
  [regex`^[\w‘\-.,":;\!?]*$`, 1, 17],
  ['^.{1,300}$', 1, 300],
  ["^[a-zA-Z0-9-_@.:&+=*^'~#!$%()]+$", 9, 36],
  ['^[0-9]+$', 4, 4],
  ['^[a-z]{2}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$', 2, 10],
  [
    regex`^(?:[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*|"(?:[\x01-\x08\x0b\x0c\x0e-\x1f\x21\x23-\x5b\x5d-\x7f]|\\[\x01-\x09\x0b\x0c\x0e-\x7f])*")@(?:(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?|\[(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\])$`,
    3,
    254,
  ],
  ['^[ -~]{8,35}$', 8, 35],
  ['^[A-Z-a-z0-9]{4}[A-Z-a-z]{2}[A-Z-a-z0-9]{2}([A-Z-a-z0-9]{3})?$', 8, 11],
  [
    '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[1-2][0-9]|3[0-1])[T,t]([0-1][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$',
    20,
    64,
  ],
  ['[0-9]{2,}', 2, 4],
  [regex`^(https:)([/|.|\w|\s|-])*\.(?:jpg|gif|png|jpeg|JPG|GIF|PNG|JPEG)`, 1, 2048],
  [regex`(\d{4})-(\d{2})-(\d{2})`],
  ['^prd_[0-9abcdefghjkmnpqrstvwxyz]{26}$'],
  [regex`^[A-Za-z]+(?:[\s'-][A-Za-z]+)*$`, 1, 100],
  [regex`^([01]\d|2[0-3]):?([0-5]\d)$`],
  ['^(whsec_)?[a-zA-Z0-9+/=]{32,100}$'],
  ['^(SM|MM)[0-9a-fA-F]{32}$', 34, 34],
  ['^/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$'],
  [regex`^\w+([-.']\w+)*@\w+([-.]\w+)*\.\w{2,}$`],
  [
    regex`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$`,
  ],
  [regex`^(?!000|666)[0-8][0-9]{2}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}$`],
  [regex`^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$`],
  [regex`^\+[1-9]\d{1,14}$`],
  [regex`^(?:\+?1[-. ]?)?\(?([0-9]{3})\)?[-. ]?([0-9]{3})[-. ]?([0-9]{4})$`],
  [regex`^([0-9A-Fa-f]{2}[:-]){5}([0-9A-Fa-f]{2})$`],
  [regex`^arn:(aws|aws-cn):iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+$`],
  [regex`^data:image\/(png|jpe?g);base64,[A-Za-z0-9+/]+={0,2}$`],
  [regex`^(https?|wss?|ftp):\/\/`],
  [regex`^[a-z]+://[^\s/$.?#].[^\s]*$`],
  [regex`[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*`, 1, 10240],
  [regex`^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$`, 1, 256],
  [regex`^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$`],
  [regex`^[-+]?([1-8]?\d(\.\d+)?|90(\.0+)?),\s*[-+]?(180(\.0+)?|((1[0-7]\d)|([1-9]?\d))(\.\d+)?)$`],
  [regex`^(([^:/?#]+):)?(//([^/?#]*))?([^?#]*)(\?([^#]*))?(#(.*))?`, 1, 65536],
  [regex`^(\*|[0-9]+([-/][0-9]+)?(,[0-9]+)*)( (\*|[0-9]+)){4}$`],
  [regex`^(?=.{3,20}$)(?![_.])(?!.*[_.]{2})[a-zA-Z0-9._]+(?<![_.])$`],
  ['^[1-5](?:\\d{2}|XX)$'],
  [regex`^\/(?:[^/~]|~0|~1)*$`],
]

/** What needs more than writing one part after the other. */
const NASTY: readonly (readonly [string, number?, number?])[] = [
  [regex`^(?=.*[A-Z])(?=.*\d).{8,}$`],
  [regex`^(?=.*[A-Z])(?=.*\d).{4,}$`, 4, 4],
  [regex`^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[@$!%*?&])[A-Za-z\d@$!%*?&]{8,10}$`],
  [regex`^(?=.{8,}$)(?=(?:.*[A-Z]){2})(?=(?:.*\d){3})(?!.*\s)[\x21-\x7e]+$`, 0, 20],
  [regex`^(?=.*b)(?=.*a)(?=.*c)[abc]{3}$`],
  [regex`^(a|b)-\1$`],
  [regex`^(?<quote>['"]).*\k<quote>$`],
  [regex`^(\w)(\w)\2\1$`],
  [regex`^(?!.*(.)\1)[a-c]{6}$`],
  [regex`^\p{Lu}\p{Ll}+$`],
  [regex`^\p{Script=Han}{2,4}$`],
  ['^(?!foo)[a-z]{3}$'],
  ['^((?!(badword)).)*$'],
  [regex`^(?!.*\.\.)(?!.*\.$)[a-zA-Z0-9._]+$`, 1, 30],
  ['^$'],
  [regex`^[^\s]+$`],
  [regex`^[^\x00-\x7F]+$`],
  ['^[😀-😎]{2}$'],
  [regex`\bword\b`, 30, 40],
  [regex`\Bx\B`],
  ['foo$', 20, 20],
  ['foo(?=bar)'],
  [regex`(?<=\$)\d+(\.\d\d)?`],
  [regex`(?<=\S)[\u2013\u2014](?=\S)`],
  ['a^|b$'],
  ['(^|,)foo(,|$)'],
  ['^[a-z]+(-[a-z]+)*$', 40, 45],
  ['^[a-z]+(-[a-z]+)*$', 0, 1],
  ['^(ab)*$', 7, 8],
  ['^(abc|de)+$', 13, 13],
  ['^(a|bb|ccc)$', 2, 2],
  [regex`^\d+\.\d+$`, 3, 3],
  ['^.*$', 5000, 5010],
  ['^[\\w-\\.]+$'],
  ['^(?:(?:ab){1000000000}|c)$'],
]

/** Backtracking needs longer than anyone waits for each of these texts. The last says whether they match. */
const RUNAWAYS: readonly (readonly [string, string, boolean])[] = [
  ['^(a+)+$', `${'a'.repeat(50_000)}!`, false],
  ['^(a|a)*$', `${'a'.repeat(50_000)}!`, false],
  ['(.*)*x', 'a'.repeat(20_000), false],
  ['^(a?){30}a{30}$', 'a'.repeat(29), false],
  ['^(a?){30}a{30}$', 'a'.repeat(60), true],
  [regex`(?:[a-z]?){5000}x`, 'a'.repeat(300), false],
  [regex`\s*\s*\s*\s*x`, ' '.repeat(20_000), false],
  [regex`^(\w+\s?)*$`, `${'word '.repeat(5_000)}!`, false],
  [regex`^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*@[a-z]+$`, 'a'.repeat(20_000), false],
  ['^((?=.*x)a)*$', 'a'.repeat(20_000), false],
  [regex`^(?=(a+)+b)`, 'a'.repeat(5_000), false],
  ['^((([a-z]{0,900}){0,900}){0,900})$', `${'a'.repeat(800)}!`, false],
  ['^(([a-z]{900}){900}){900}$', 'a'.repeat(100_000), false],
  ['^(?:a|b)*$', 'ab'.repeat(3_000_000), true],
  ['^((((a{0,99}){0,99}){0,99}){0,99}){0,99}$', `${'a'.repeat(97)}!`, false],
]

t.test('compilePattern', async (t) => {
  t.test('reads a pattern as Unicode where it can, and as browsers do where it cannot', async (t) => {
    t.equal(compilePattern('^.$')?.test('😀'), true)
    t.equal(compilePattern(regex`^[\w-\.]+$`)?.test('a-b.c'), true)
    t.equal(compilePattern('['), undefined)
    t.equal(compilePattern('(?i)abc'), undefined)
    t.equal(compilePattern('^a$'), compilePattern('^a$'), 'compiled once')
  })

  t.test('patterns of the usual kinds are left to the native engine', async (t) => {
    const usual = [
      '^[a-z]+(-[a-z]+)*$',
      regex`^\d+\.\d+$`,
      '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$',
      regex`^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)+$`,
      '^[a-z]+=(on|off|default)(,[a-z]+=(on|off|default))*$',
      regex`^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)$`,
      regex`^(?=.*[A-Z])(?=.*\d).{8,}$`,
      regex`^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$`,
    ]
    for (const source of usual) {
      t.match(compilePattern(source), { engine: 'native', note: undefined }, source)
    }
  })

  t.test('a pattern on which backtracking runs away is answered soon, and rightly', async (t) => {
    for (const [source, text, expected] of RUNAWAYS) {
      const took = milliseconds(() => t.equal(compilePattern(source)?.test(text), expected, source))
      t.ok(took < 2000, `${source} took ${took} ms`)
    }
    t.equal(compilePattern('^(a+)+$')?.engine, 'linear')
    t.equal(compilePattern('^(a|a)*$')?.engine, 'linear')
  })

  t.test('what can be tested in no sure time is exact for short texts, and says that long ones pass', async (t) => {
    const pattern = compilePattern(regex`^(.*)(.*)(.*)\1x$`)
    t.equal(pattern?.test('ababx'), true)
    t.equal(pattern?.test('abab'), false)
    const took = milliseconds(() => t.equal(pattern?.test('a'.repeat(5000)), true))
    t.ok(took < 2000)
    t.match(pattern?.note, /^Texts of more than \d+ characters count as matching/)

    const deep = compilePattern(`${'('.repeat(4000)}a${')*'.repeat(4000)}`)
    t.equal(deep?.test('b'), true)
    t.match(deep?.note, /nested too deep/)
  })

  t.test('the linear engine agrees with the native one on 600 random patterns', async (t) => {
    const random = createRandom(7)
    let compared = 0
    let matching = 0
    for (let i = 0; i < 600; i++) {
      const source = randomPattern(random, 4)
      const unicode = random.next() < 0.7
      const tree = parsePattern(source, unicode)
      const linear = tree && compileLinear(tree)
      if (linear === undefined) continue
      const native = new RegExp(source, unicode ? 'u' : '')
      for (let j = 0; j < 8; j++) {
        const text = Array.from({ length: random.int(0, 8) }, () => random.pick([...'aabbc1 é-\n'])).join('')
        const expected = native.test(text)
        compared++
        if (expected) matching++
        if (linear.test(text, anEffort()) !== expected) t.fail(`${source} on ${JSON.stringify(text)}: ${expected} expected`)
      }
    }
    t.ok(compared > 4000 && matching > compared / 5 && matching < (compared * 4) / 5, `${matching} of ${compared} match`)
  })
})

t.test('samplePattern', async (t) => {
  for (const [title, table] of [
    ['finds a text for every pattern that companies publish', PUBLISHED],
    ['finds a text where parts of the pattern depend on each other', NASTY],
  ] as const) {
    t.test(title, async (t) => {
      for (const [source, minLength = 0, maxLength = Infinity] of table) {
        const wrong = samples(source, { minLength, maxLength }).filter((text) => !fits(source, text, minLength, maxLength))
        t.same(wrong, [], `${source} ${minLength}-${maxLength}`)
      }
    })
  }

  t.test('says so soon when there is no such text', async (t) => {
    const impossible: readonly (readonly [string | readonly string[], Partial<PatternWish>?])[] = [
      ['.^'],
      ['^(?=a)b$'],
      ['(?!)'],
      ['[]'],
      [['^a$', '^b$']],
      ['^a{3}$', { minLength: 4 }],
      ['^[a-z]{2,}$', { maxLength: 1 }],
      ['^(([a-z]{900}){900}){900}$'],
      ['^[a-z]+$', { accept: () => false }],
      [[]],
    ]
    for (const [patterns, wish] of impossible) {
      const took = milliseconds(() => t.equal(sample(patterns, wish), undefined, String(patterns)))
      t.ok(took < 2000, `${patterns} took ${took} ms`)
    }
  })

  t.test('stops asking after a number of texts, not after a time', async (t) => {
    let asked = 0
    const accept = () => {
      asked++
      return false
    }
    sample('^[a-z]+$', { accept })
    const first = asked
    sample('^[a-z]+$', { accept })
    t.equal(asked, 2 * first)
    t.ok(first > 20 && first <= 200, `${first} texts`)
  })

  t.test('joins several patterns', async (t) => {
    const together: readonly (readonly [readonly string[], number?, number?])[] = [
      [['^[a-z]+$', 'foo']],
      [['^[a-z]+$', '^[^aeiou]+$']],
      [['^[A-Za-z0-9]{8,}$', '[A-Z]', '[0-9]'], 0, 12],
      [['^a', 'z$'], 5, 9],
      [['^.{3,5}$', '^[a-z]+$']],
      [['foo', 'bar', 'baz'], 20, 24],
      [[regex`^\S+@\S+$`, regex`\.com$`]],
      [['^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', '^team-'], 0, 63],
      [['(?i)not one', '^abc$']],
    ]
    for (const [patterns, minLength = 0, maxLength = Infinity] of together) {
      const known = patterns.filter((source) => compilePattern(source) !== undefined)
      const wrong = samples(patterns, { minLength, maxLength }).filter(
        (text) => !known.every((source) => fits(source, text, minLength, maxLength)),
      )
      t.same(wrong, [], patterns.join(' and '))
    }
  })

  t.test('gives what is accepted, until all are taken', async (t) => {
    const taken = new Set<string>()
    for (let i = 0; i < 10; i++) {
      const text = sample('^[0-9]$', { accept: (digit) => !taken.has(digit) })
      if (text !== undefined) taken.add(text)
    }
    t.equal(taken.size, 10)
    t.equal(sample('^[0-9]$', { accept: (digit) => !taken.has(digit) }), undefined)
  })

  t.test('repeats for a seed and varies between seeds', async (t) => {
    t.equal(sample('^[a-z]{8}$'), sample('^[a-z]{8}$'))
    t.ok(new Set(samples('^[a-z]{8}$')).size > 8)
  })

  t.test('prefers what people would write', async (t) => {
    t.ok(samples('^.*$').every((text) => /^[a-z]{4,8}$/.test(text ?? '')))
    t.ok(samples(regex`^\S+$`).every((text) => /^[a-z]{4,8}$/.test(text ?? '')))
    t.ok(samples('^[^/]+/[^/]+$').every((text) => /^[a-z]+\/[a-z]+$/.test(text ?? '')))
    t.ok(samples(regex`^\d+\.\d+$`).every((text) => /^\d{1,3}\.\d{1,3}$/.test(text ?? '')))
    t.ok(samples('^[A-Z_]+$').every((text) => /^[A-Z]+$/.test(text ?? '')))
    t.ok(samples('^https://').every((text) => text?.startsWith('https://example.com/')))
    t.ok(samples('@openssh.com$').every((text) => text?.endsWith('@openssh.com')))
    t.equal(sample(regex`^\s+$`)?.trim(), '')
    t.match(sample('^[\\x00-\\x1f]$'), /^[\x00-\x1f]$/, 'a control character only when nothing else is allowed')
  })

  t.test('is long only when the pattern is', async (t) => {
    t.equal(sample('^0x[a-fA-F0-9]{262144}$')?.length, 262146)
    t.match(sample('^(a?){1000000000}$'), /^a{0,100}$/)
    t.ok((sample('^((([a-z]+)+)+)+$')?.length ?? Infinity) < 100)
    t.ok((sample('^(([a-z]{1,900}){1,900}){1,900}$')?.length ?? Infinity) < 100)
  })
})

function randomPattern(random: Random, depth: number): string {
  const atoms = ['a', 'b', 'c', '.', regex`\d`, regex`\w`, regex`\s`, '[ab]', '[^a]', '[a-c]', 'é', regex`\W`, regex`[\s\S]`]
  const inner = () => randomPattern(random, depth - 1)
  const kind = random.int(0, depth <= 0 ? 3 : 15)
  if (kind <= 3) return random.pick(atoms)
  if (kind <= 7) return inner() + inner()
  if (kind === 8) return `(${inner()}|${inner()})`
  if (kind === 9) return `(?:${inner()}|)`
  if (kind <= 12) return `(?:${inner()})${random.pick(['*', '+', '?', '*?', '{2}', '{1,3}', '{2,}'])}`
  if (kind === 13) return random.pick(['^', '$', regex`\b`, regex`\B`])
  if (kind === 14) return `(${random.pick(['?=', '?!', '?<=', '?<!'])}${inner()})`
  return `${inner()}|${inner()}`
}
