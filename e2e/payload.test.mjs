// A13: hostile words in every text field, on every page that shows them, in a
// browser that would run them. Nothing runs, nothing is even stopped by the content
// security policy, nothing leads elsewhere, and no sign turns a line around.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, build, firstSignIn, folder, person, run, start } from './harness.mjs'
import { crawl, everyForm, look, send, sink, through } from './hostile.mjs'
import { accept, invite, manage, prove } from './staff.mjs'

// Each is short enough to be a name, but for the last.
const payloads = {
  markup: `Lena" autofocus onfocus=ran(1) "><script>ran(2)</script>'><img src=x onerror=ran(3)>--><!--</textarea></title></style>]]><svg onload=ran(4)>`,
  frame: `javascript:ran(5)//Lena<iframe srcdoc="<script>parent.ran(6)</script>"></iframe><base href=//e.example><meta http-equiv=refresh content=0;url=//e.example><style>@import '//e.example'</style>`,
  template: `Lеnа Ρаul {{.FormToken}} {{printf "%d" 49}} \${ran(7)} <%= 7*7 %> #{7*7} &lt;script&gt;ran(8)&lt;/script&gt;`, // with Cyrillic and Greek letters
  turned: `Le\uFEFFna\u202Eexe.txt\u2066\u2067\u200F\u061C\u0007\u0000\u200B\r\nSet-Cookie: owned=1\r\n\r\n<script>ran(9)</script>`,
  wide: 'W'.repeat(190),
  long: 'Lena '.repeat(900),
}

let server, b, dir, clean, seen
const passwords = {}
before(async () => {
  [dir, clean] = folder()
  const bin = build(dir), data = ['--data', dir + '/data']
  run(bin, ['event', 'add', 'drill', '--drill', '--name-en', 'Exercise', '--name-fr', 'Exercice', '--zone', 'Europe/Paris', '--sos', '112', ...data])
  for (const [name, role] of [['boss', 'admin'], ['noa', 'moderator']]) passwords[name] = run(bin, ['user', 'add', name, '--role', role, ...data]).match(/[a-z0-9]{4}(-[a-z0-9]{4}){3}/)[0]
  server = await start(bin, ['serve', '--listen', '127.0.0.1:0', '--brakes', 'off', ...data])
  b = await browser()
  seen = []
})
after(async () => {
  await b?.close()
  await server?.stop()
  clean?.()
})

const open = async () => {
  const v = await person(b, server.url, { js: true })
  await sink(v.context, server.url, seen)
  return v
}

test('the sink sees what runs, and what the policy stops', async () => {
  const v = await open(), told = seen.length
  const policy = (await v.go('/')).headers()['content-security-policy']
  const body = `<!doctype html><title>x</title><script>ran('control')</script><img src=/static/none onerror=ran(2)>`
  for (const headers of [{}, { 'content-security-policy': policy }]) {
    await v.page.route('**/control', route => route.fulfill({ contentType: 'text/html', headers, body }))
    await v.page.goto('/control')
    await v.page.waitForTimeout(200)
    await v.page.unroute('**/control')
  }
  const found = seen.splice(told).join('\n')
  assert.match(found, /ran control/)
  assert.match(found, /stopped script-src/)
  await v.leave()
})

/** A moderator says why a contact is opened, decides, and undoes it. */
async function decided(mod, payload) {
  await mod.v.go('/desk/queue'); await mod.v.page.locator('.card .cover').first().click()
  await send(mod.v, '/contacts', payload); await prove(mod); await look(mod.v)
  for (const decision of ['checking', 'refused']) {
    await mod.v.pick('decision', decision); await mod.v.pick('basis', 'document')
    await send(mod.v, 'form:has(#reason)', payload)
  }
  await send(mod.v, '/undo', payload)
}

/** A ward tells of the death of somebody who is looked for in the same words; one moderator confirms it, another agrees and tells the family. */
async function death(mod, noa, ward, payload) {
  const queue = async () => { await mod.v.go('/desk/queue'); return mod.v.page.locator('.card .cover').evaluateAll(list => list.map(a => a.href)) }
  const before = await queue()
  await ward.v.go('/desk/arrivals/new'); await ward.v.pick('condition', 'deceased'); await ward.v.pick('confidence', 'document')
  await send(ward.v, '/new', payload)
  let pair
  for (let i = 0; i < 60 && !pair; i++) { // the comparison follows within moments
    pair = (await queue()).find(href => !before.includes(href))
    if (!pair) await mod.v.page.waitForTimeout(300)
  }
  await mod.v.page.goto(pair); await look(mod.v)
  await mod.v.pick('decision', 'confirmed'); await mod.v.pick('basis', 'document')
  await send(mod.v, 'form:has(#reason)', payload)
  await noa.v.go('/desk/queue'); await look(noa.v)
  await noa.v.page.locator('#second input[value=yes]').last().check()
  await send(noa.v, 'form[action$="/second"]:has(input:checked)', payload)
  await noa.v.page.locator('#tasks form[action$="/take"] .button').first().click(); await look(noa.v)
  await send(noa.v, 'form[action*="/tasks/"]:has(input[name=note])', payload)
}

test('hostile words stay words', { timeout: 600000 }, async t => {
  const signedIn = async user => { const v = await open(); return { v, user, key: await firstSignIn(v, user, passwords[user]), steps: 0 } }
  const boss = await signedIn('boss'), noa = await signedIn('noa') // noa counts as a second person: nobody here let her in
  const add = async (path, payload) => { await boss.v.go(path); await send(boss.v, path, payload); await prove(boss); await boss.v.page.waitForLoadState() }
  await boss.v.go('/admin/organisations'); await boss.v.page.locator('label', { hasText: 'died' }).first().click()
  await send(boss.v, '/organisations', 'Aurore'); await prove(boss); await boss.v.page.waitForLoadState()
  const ward = await accept(await open(), await invite(boss, 'organisation', 'ward', 'Aurore'), 'ward')
  const mod = await accept(await open(), await invite(boss, 'moderator', 'mod'), 'mod')
  const anna = await open(), filed = {}

  const each = async (what, steps) => { for (const [name, payload] of Object.entries(payloads)) await t.test(`${what} ${name}`, () => steps(name, payload)) }
  await each('filing', async (name, payload) => {
    await add('/admin/organisations', payload)
    await add('/admin/invitations', payload)
    await anna.go('/find'); await send(anna, '', payload, true)
    await anna.go('/find?q=' + encodeURIComponent(payload.slice(0, 150)))
    await anna.page.locator('.inset form .button').click()
    const notice = await through(anna, payload)
    await anna.go('/report'); await anna.page.locator('.door form .button').click()
    filed[name] = { notice, report: await through(anna, payload) }
    await ward.v.go('/desk/arrivals/new'); await send(ward.v, '/new', payload)
  })
  await crawl(mod.v, '/desk/review', 5)
  await each('answering', async (name, payload) => {
    const { notice, report } = filed[name]
    await mod.v.go('/desk/notices?ref=' + notice.reference)
    await send(mod.v, '/say', payload)
    await mod.v.page.locator('form:has(input[name=release]) .button').click()
    assert.equal((await anna.go('/p/' + notice.reference)).status(), 200, 'it is let through')
    for (const path of ['flag', 'write', 'me']) { await anna.go(`/p/${notice.reference}/${path}`); await send(anna, '/' + path, payload) }
    for (const { code } of [notice, report]) {
      await manage(anna, code); await send(anna, '/say', payload)
      await crawl(anna, '/manage', 3)
    }
    await ward.v.go(`/p/${notice.reference}/write`); await send(ward.v, '/write', payload)
    await mod.v.go('/desk/queue')
    await mod.v.page.locator('.card .cover').nth(Object.keys(payloads).indexOf(name)).click()
    await send(mod.v, '/comment', payload)
    const q = encodeURIComponent(payload.slice(0, 150))
    for (const path of ['/search?q=' + q, '/search?place=' + q + '&within=5', '/search?q=Lena&age_from=' + q + '&sex=' + q + '&since=' + q, '/report/search?q=' + q, '/me?ref=' + q, '/p/' + q, '/m/' + q, '/' + q]) {
      await anna.go(path); await look(anna)
    }
    for (const path of ['/m', '/m/lost', '/sign-in']) { await anna.go(path); await send(anna, path, payload, true) }
  })
  await t.test('deciding', () => decided(mod, payloads.turned))
  await t.test('a death', () => death(mod, noa, ward, payloads.markup))
  const told = new Set(), everything = [payloads.markup, payloads.turned]
  for (const [who, ...paths] of [[ward, '/desk'], [noa, '/desk', '/desk/notices?ref=' + filed.markup.notice.reference], [boss, '/desk', '/admin/accounts']]) {
    await t.test('every form of ' + who.user, () => everyForm(who.v, paths, 60, everything, told, () => prove(who)))
  }
  for (const words of ['organisations ', 'keys ', 'hooks ', 'admin/events ', 'invitations ', 'desk/flags/', 'desk/claims/', 'desk/threads/', 'desk/notices/', 'desk/sources/', 'desk/arrivals/']) {
    assert.ok([...told].some(sort => sort.includes(words)), 'no form was found of ' + words)
  }
  for (const who of [mod, ward, noa, boss]) await t.test('reading as ' + who.user, () => crawl(who.v, '/desk', 60))
  await t.test('reading accounts', () => crawl(boss.v, '/admin/accounts', 40))
  await t.test('searching', () => crawl(anna, '/search?q=Lena', 25))
  assert.deepEqual(seen, [])
  assert.deepEqual((await anna.context.cookies()).filter(c => c.name === 'owned'), [], 'no header was made of words')
})
