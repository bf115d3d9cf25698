// What the browser tests and the screenshots share: a built binary, a running
// server, a Chromium without JavaScript, and axe.
import { spawn, execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const phone = { width: 360, height: 740 }
export const desktop = { width: 1280, height: 900 }

/** A folder of its own for one run, removed by the returned function. */
export function folder() {
  const dir = mkdtempSync(join(tmpdir(), 'retrouve-e2e-'))
  return [dir, () => rmSync(dir, { recursive: true, force: true })]
}

/** The files of a folder that hold one of the words, in any case, each as "file: word". */
function holding(dir, words) {
  const found = []
  for (const e of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!e.isFile()) continue
    const file = join(e.parentPath, e.name), text = readFileSync(file).toString('latin1').toLowerCase()
    for (const w of words) if (text.includes(Buffer.from(w.toLowerCase()).toString('latin1').toLowerCase())) found.push(`${file}: ${w}`)
  }
  return found
}

// A reference is the public name of a record, and found by itself in the database.
const reference = /^[0-9BCDFGHJKMNPQRSTVWXY]{3}-?[0-9BCDFGHJKMNPQRSTVWXY]{3}-?[0-9BCDFGHJKMNPQRSTVWXY]{2}$/

/** What people typed and nobody may read in the data folder or the log; a number also without its spaces. */
export function typed(...texts) {
  const all = new Set(texts)
  return {
    note: text => {
      const digits = text.replace(/\D/g, '')
      if (digits.length > 8 && !/\p{L}/u.test(text)) all.add(text).add(digits)
      else if (/\p{L}/u.test(text) && text.length > 4 && !reference.test(text)) all.add(text)
    },
    /** The places where any of it lies open. */
    lies: (dir, log) => [...holding(dir, all), ...[...all].filter(x => log.includes(x)).map(x => 'log: ' + x)],
  }
}

/** A port that is free at present. */
export function freePort() {
  const server = createServer()
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => resolve(port))
  }))
}

/** The binary: RETROUVE_BIN, or built once into the given folder. */
export function build(dir) {
  if (process.env.RETROUVE_BIN) return process.env.RETROUVE_BIN
  const bin = join(dir, 'retrouve')
  if (!existsSync(bin)) execFileSync('go', ['build', '-o', bin, './cmd/retrouve'], { cwd: root, env: { ...process.env, CGO_ENABLED: '0' }, stdio: 'inherit' })
  return bin
}

/** Runs a command to its end and returns what it printed. */
export function run(bin, args, options = {}) {
  return execFileSync(bin, args, { encoding: 'utf8', ...options })
}

/** Starts a server; resolves with its address and output once it says where it is. */
export function start(bin, args) {
  const child = spawn(bin, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the server did not start:\n' + out)), 60000)
    const listen = chunk => {
      out += chunk
      const m = out.match(/http:\/\/[\d.]+:\d+/)
      if (m && (args[0] !== 'demo' || out.includes('Ctrl-C'))) {
        clearTimeout(timer)
        resolve({ url: m[0], child, output: () => out, stop: () => stop(child) })
      }
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('exit', code => reject(new Error(`the server ended (${code}):\n${out}`)))
  })
}

function stop(child, signal = 'SIGTERM') {
  return new Promise(resolve => {
    child.removeAllListeners('exit')
    child.on('exit', resolve)
    child.kill(signal)
  })
}

export const kill = server => stop(server.child, 'SIGKILL')

/** Chromium as this project needs it: no network of its own. */
export function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}

/** A visitor: JavaScript is off unless asked for. */
export async function visitor(b, { url, lang = 'en', viewport = phone, dark = false, js = false } = {}) {
  const context = await b.newContext({ baseURL: url, locale: lang, viewport, colorScheme: dark ? 'dark' : 'light', javaScriptEnabled: js, reducedMotion: 'reduce' })
  context.setDefaultTimeout(30000) // a busy machine is slow, not wrong
  return context
}

/** Remembers the colour scheme of a page, for its twin. */
export function remember(page, dark) { schemes.set(page, dark ? 'dark' : 'light') }
const schemes = new WeakMap()

/**
 * The WCAG violations that axe finds on the page as it stands now. With JavaScript
 * off a page cannot run axe: its markup is looked at in a twin that can, of the same
 * site, so that its style sheet loads. The twin takes its time: whoever asks need
 * not wait for the answer, but must before the server stops.
 */
export async function violations(page) {
  const look = { url: page.url().replace(/#.*/, ''), html: await page.content() }
  const twin = await twinOf(page)
  const answer = twin.last.then(() => examine(twin, look), () => examine(twin, look))
  twin.last = answer
  return { answer }
}

async function examine(twin, { url, html }) {
  if (twin.origin !== new URL(url).origin) { // axe is read once: what is written into the page afterwards leaves it there
    await twin.page.goto(url)
    await twin.page.addScriptTag({ content: axeSource })
    twin.origin = new URL(url).origin
  }
  await twin.page.setContent(html)
  await twin.page.waitForFunction(() => document.readyState === 'complete' && [...document.querySelectorAll('link[rel=stylesheet]')].every(l => l.sheet))
  await twin.page.evaluate(() => Promise.all(document.getAnimations().map(a => a.finished.catch(() => {})))) // a colour on its way is none of the page's
  const result = await twin.page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], elementRef: false, resultTypes: ['violations'] }))
  if (result.passes.length < 10) throw new Error('axe looked at an empty page')
  const list = result.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 120)).join(' | ')}`)
  if (await twin.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) list.push('the page scrolls sideways')
  return list
}

/** The six digits that an authenticator app shows for a key (RFC 6238), now or some steps later. */
export function code(key, later = 0) {
  const bits = [...key.replace(/\s/g, '')].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + later))
  const hash = createHmac('sha1', secret).update(step).digest()
  const at = hash[19] & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, '0')
}

const twins = new Map()
async function twinOf(page) {
  const b = page.context().browser()
  const colorScheme = schemes.get(page) ?? 'light'
  const key = colorScheme + page.viewportSize().width
  if (!twins.has(key)) twins.set(key, makeTwin(page, b, colorScheme))
  return twins.get(key)
}

/** Waits until axe has looked at all that was checked: it needs the server for the styles. */
export async function looked() {
  for (const twin of await Promise.all(twins.values())) await twin.last.catch(() => {}) // leave tells
}

async function makeTwin(page, b, colorScheme) {
  const context = await b.newContext({ viewport: page.viewportSize(), bypassCSP: true, colorScheme, reducedMotion: 'reduce' })
  const twin = { page: await context.newPage(), origin: '', last: Promise.resolve() }
  await twin.page.route('**/*', (route, request) => request.isNavigationRequest() ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<!doctype html><title>twin</title>' }) : route.continue())
  return twin
}

/**
 * A person with a browser of their own: a page, and the steps that all journeys
 * share. axe looks at what they check while they go on; leave waits for it. note is
 * told of every text that they type.
 */
export async function person(b, url, { lang = 'en', viewport = phone, dark = false, js = false, note = () => {} } = {}) {
  const context = await visitor(b, { url, lang, viewport, dark, js })
  const page = await context.newPage()
  remember(page, dark)
  const type = page.fill.bind(page)
  page.fill = (selector, value) => { note(String(value)); return type(selector, String(value)) }
  const looks = []
  return {
    page, context, lang,
    check: async () => {
      if (js) return // other tests look at the same pages as most people see them
      const at = page.url(), untold = (await page.content()).match(/>\s*\[[a-z_]+(\.[a-z_]+)+\]/)
      if (untold) throw new Error(`${at}: a sentence is missing: ${untold[0]}`)
      const { answer } = await violations(page)
      answer.catch(() => {}) // leave tells
      looks.push(answer.then(list => list.map(v => `${at}: ${v}`)))
    },
    go: path => page.goto('/' + lang + path),
    fill: async fields => { for (const [id, value] of Object.entries(fields)) await page.fill('#' + id, value) },
    pick: async (name, value) => page.locator(`input[name="${name}"][value="${value}"]`).check(),
    press: async () => { await page.locator('main form .button').first().click() },
    twice: async to => { // a double click; its first answer may be broken off by the second
      await page.locator('main form .button').first().dblclick()
      await page.waitForURL(to).catch(() => page.waitForURL(to))
    },
    send: async action => { await page.locator(`form[action$="${action}"] .button`).first().click() },
    read: () => page.waitForTimeout(2100), // a form that comes back sooner than people read waits for a moderator
    text: () => page.locator('main').innerText(),
    leave: async () => {
      const found = (await Promise.all(looks)).flat()
      await context.close()
      if (found.length) throw new Error('axe found:\n' + found.join('\n'))
    },
  }
}

/** Signs in for the first time: sets up the second factor, whose key it returns. */
export async function firstSignIn(v, user, password) {
  await v.go('/sign-in'); await v.check()
  await v.fill({ user, password }); await v.press(); await v.page.waitForURL(/factor$/)
  return setUp(v)
}

/** Sets up the second factor and returns its key. */
export async function setUp(v) {
  await v.check()
  if (!await v.page.locator('img.qr').evaluate(img => img.naturalWidth > 100)) throw new Error('no picture to scan')
  await v.fill({ code: '000000' }); await v.press(); await v.check()
  const key = await v.page.locator('.code.long').innerText()
  await v.fill({ code: code(key) }); await v.press(); await v.page.waitForURL(/codes$/); await v.check()
  await v.page.locator('main .button').click()
  return key
}
