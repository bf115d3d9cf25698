// Filling forms with hostile words, and looking at every page for what they became.
import assert from 'node:assert/strict'

/**
 * Notes in seen what must never happen in a browser: words that ran, what the
 * content security policy stopped, dialogs, and requests to other sites. Pages call
 * ran to say that they run.
 */
export async function sink(context, url, seen) {
  await context.exposeBinding('ran', ({ page }, what) => { seen.push(`${page.url()}: ran ${what}`) })
  await context.exposeBinding('stopped', ({ page }, what) => { seen.push(`${page.url()}: stopped ${what}`) })
  await context.addInitScript(() => document.addEventListener('securitypolicyviolation', e => globalThis.stopped(e.effectiveDirective + ' ' + e.blockedURI + ' ' + e.sample)))
  context.on('dialog', d => { seen.push('dialog ' + d.message()); d.dismiss() })
  context.on('weberror', e => seen.push('error ' + e.error()))
  context.on('request', r => { if (!r.url().startsWith(url) && !r.url().startsWith('data:')) seen.push('request ' + r.url()) })
}

/** Puts the payload into every text field of a form, and chooses something everywhere. */
function fillIn(form, payload) {
  const fields = form.querySelectorAll('input, textarea')
  for (const el of fields) {
    if (el.closest('.hidden') || el.type === 'hidden') continue
    if (el.type === 'checkbox') el.checked ||= el.name === 'consent'
    else if (el.type === 'radio') el.checked ||= ![...fields].some(o => o.name === el.name && o.checked)
    else el.value = payload
  }
}

/** Repairs what the page says is wrong: with what is needed, else with nothing. */
function repair(page) {
  const good = { phone: '+33 6 39 98 00 09', 'age-min': '40', url: 'https://lena.example/', slug: 'lena', zone: 'Europe/Paris', 'since-y': '2025' }
  for (const name of ['names', 'name', 'name-en', 'name-fr', 'key_name', 'for', 'text', 'message', 'note', 'comment', 'reason', 'area']) good[name] = 'Lena'
  for (const a of page.querySelectorAll('.summary-box a[href^="#"]')) {
    const at = page.getElementById(decodeURIComponent(a.hash.slice(1)))
    for (const el of at?.closest('fieldset')?.querySelectorAll('input') ?? [at]) {
      if (!el || el.type === 'radio' || el.type === 'checkbox') continue
      el.value = good[el.id] ?? good[el.name] ?? ''
    }
  }
}

/** What a form that cannot be repaired throws. */
class Refused extends Error {}

/** Sends a form whose action ends so, or the first one, and repairs what is refused unless it may stay. */
export async function send(v, action, payload, refused = false) {
  const form = v.page.locator(action.startsWith('form') ? 'main ' + action : action ? `main form[action$="${action}"]` : 'main form:has(.button)').first()
  await form.evaluate(fillIn, payload)
  for (let i = 0; i < 5; i++) {
    await form.locator('.button').first().click()
    await look(v)
    if (refused || !await v.page.locator('.summary-box').count()) return
    await v.page.evaluate(`(${repair})(document)`)
  }
  throw new Refused(v.page.url() + ': ' + await v.page.locator('.summary-box').innerText())
}

/** Goes through a journey, to its receipt. */
export async function through(v, payload) {
  for (let i = 0; i < 25 && !/done$/.test(v.page.url()); i++) await send(v, '', payload)
  return { reference: (await v.page.locator('.panel .code').innerText()).replaceAll('-', ''), code: await v.page.locator('.code.long').innerText() }
}

/** What of a page could run, lead elsewhere, or turn a line around. */
function evil() {
  const out = []
  for (const el of document.querySelectorAll('*')) {
    for (const { name, value } of el.attributes) {
      if (/^on/i.test(name) || name === 'style' || name === 'srcdoc') out.push(`${el.tagName} ${name}=${value}`)
      if (/^(href|src|action|formaction|data)$/i.test(name) && !/^(tel|mailto):/.test(value) && new URL(value, location).origin !== location.origin) out.push(`${el.tagName} ${name}=${value}`)
    }
    if (/^(iframe|object|embed|base|animate)$/i.test(el.tagName) || el.tagName === 'META' && /refresh/i.test(el.httpEquiv)) out.push(el.tagName)
    if (el.tagName === 'SCRIPT' && (el.textContent || !el.src)) out.push('SCRIPT ' + el.textContent)
  }
  const turned = document.body?.innerText.match(/[\u0000\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/)
  if (turned) out.push('turned around: ' + escape(turned.input.slice(Math.max(0, turned.index - 30), turned.index + 30)))
  const wide = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth > wide) {
    const beyond = [...document.querySelectorAll('main *')].filter(el => { const box = el.getBoundingClientRect(); return box.right > wide + 1 || box.left < -1 })
    out.push('scrolls sideways: ' + beyond.slice(-1).map(el => el.outerHTML.slice(0, 200)))
  }
  return out
}

/** Looks at the page that is open. */
export async function look(v) {
  const found = await v.page.evaluate(evil)
  assert.deepEqual(found, [], v.page.url())
}

/** Looks at the page at a path and at pages that it leads to, so many at most; calls at for each. */
export async function crawl(v, path, most, at = () => {}) {
  const origin = new URL(v.page.url()).origin, todo = [new URL(`/${v.lang}${path}`, origin).href], done = new Set()
  while (todo.length && done.size < most) {
    const url = todo.shift()
    if (done.has(url)) continue
    done.add(url)
    await v.page.goto(url)
    await look(v)
    await at(url)
    for (const href of await v.page.locator('main a').evaluateAll(list => list.map(a => a.href.replace(/#.*/, '')))) {
      if (href.startsWith(origin) && !/\/exit$/.test(href) && !done.has(href)) todo.push(href)
    }
  }
}

/** The forms of a page with words to type: each by where it leads, of whatever record, and its fields. */
function typing() {
  const out = []
  for (const form of document.querySelectorAll('main form[method=post]')) {
    const names = [...form.querySelectorAll('input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), textarea')].filter(e => !e.closest('.hidden')).map(e => e.name)
    const path = new URL(form.getAttribute('action'), location).pathname
    if (names.length) out.push({ path, key: path.replace(/\/[^/]*[0-9][^/]*/g, '/:id') + ' ' + names })
  }
  return out
}

/**
 * Types hostile words into every form that somebody of staff sees on pages from the
 * paths on: each payload into one form of each sort. What is in told was tried before
 * and is passed over. prove shows a fresh code where one is asked for.
 */
export async function everyForm(v, paths, most, payloads, told, prove) {
  const found = []
  for (const path of paths) {
    await crawl(v, path, most, async url => {
      for (const form of await v.page.evaluate(typing)) {
        if (told.has(form.key) || /\/account|sign-in|\/find\/|\/report\//.test(form.path)) continue
        told.add(form.key)
        for (const payload of payloads) found.push({ url, ...form, payload })
      }
    })
  }
  const ends = f => /(close|erase|undo|apart|sweep|unrefuse)$/.test(f.path)
  for (const form of [...found.filter(f => !ends(f)), ...found.filter(ends)]) {
    await v.page.goto(form.url)
    if (!await v.page.locator(`main form[action$="${form.path}"]`).count()) continue // what was sent before ended it
    await send(v, form.path, form.payload).catch(e => { if (!(e instanceof Refused)) throw e }) // it was shown again all the same
    await prove()
  }
}
