// Who may see and do what, in a real browser with JavaScript off: from the link of
// the first admin to a hospital's report, its confirmation, a death, a flag, words
// between families and strangers, and the end of a notice.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, build, code, desktop, firstSignIn, folder, person, phone, run, setUp, start } from './harness.mjs'

const password = 'kettle orbit mango'
let server, b, dir, clean, first
const staff = {} // each with a page that is signed in and the key of the second factor
before(async () => {
  [dir, clean] = folder()
  const bin = build(dir), data = ['--data', dir + '/data']
  run(bin, ['event', 'add', 'drill', '--drill', '--name-en', 'Exercise', '--name-fr', 'Exercice', '--zone', 'Europe/Paris', '--sos', '112', '--hotline', '01 99 00 00 00', ...data])
  server = await start(bin, ['serve', '--listen', '127.0.0.1:0', ...data])
  for (let i = 0; i < 50 && !first; i++) {
    first = server.output().match(/http\S+\/invite\/\S+/)?.[0]
    if (!first) await new Promise(done => setTimeout(done, 100))
  }
  b = await browser()
})
after(async () => {
  await b?.close()
  await server?.stop()
  run(build(dir), ['check', '--data', dir + '/data'])
  run(build(dir), ['audit', 'verify', '--data', dir + '/data'])
  clean?.()
})

const open = (lang, viewport, dark) => person(b, server.url, { lang, viewport, dark })

/** Follows an invitation and sets up the second factor. */
async function accept(v, link, user) {
  await v.page.goto(link.replace(/(\/(en|fr))?\/invite\//, `/${v.lang}/invite/`)); await v.check()
  await v.fill({ user, new_password: password }); await v.press(); await v.page.waitForURL(/factor$/)
  staff[user] = { v, key: await setUp(v), steps: 0 }
}

/** Shows a fresh code where one is asked for; a code counts once. */
async function prove(who) {
  if (!await who.v.page.locator('#stepup').count()) return
  await who.v.check()
  for (who.steps++; who.steps < 3; who.steps++) {
    await who.v.fill({ stepup: code(who.key, 1) }); await who.v.press()
    if (!await who.v.page.locator('#stepup').count()) return
    await who.v.page.waitForTimeout(10000)
  }
}

async function invite(boss, role, name, organisation) {
  const { v } = boss
  await v.go('/admin/invitations')
  await v.pick('role', role); await v.fill({ for: name })
  if (organisation) await v.page.locator('label', { hasText: organisation }).first().click()
  await v.press(); await prove(boss)
  await v.check()
  return v.page.locator('.panel .address').innerText()
}

/** Files a notice the short way and returns its reference and code. */
async function file(v, name, more = {}) {
  await v.go('/find?q=' + encodeURIComponent(name))
  await v.page.locator('.inset form .button').click()
  const draft = v.page.url().replace(/who.*$/, '')
  await v.page.goto(draft + 'age'); await v.fill({ 'age-min': 40 }); await v.press()
  if (more.marks) { await v.page.goto(draft + 'looks'); await v.fill({ marks: more.marks }); await v.press() }
  await v.page.goto(draft + 'where'); await v.fill({ area: 'Salle Aurore, Paris' }); await v.press()
  await v.page.goto(draft + 'you'); await v.fill({ phone: more.phone ?? '+33 6 39 98 00 01' }); await v.press()
  await v.page.goto(draft + 'sharing'); await v.pick('visibility', 'public'); await v.press()
  await v.page.goto(draft + 'check'); await v.page.locator('input[name=consent]').check()
  await v.read(); await v.press(); await v.page.waitForURL(/done$/)
  return { reference: (await v.page.locator('.panel .code').innerText()).replaceAll('-', ''), code: await v.page.locator('.code.long').innerText() }
}

async function manage(v, code) {
  await v.go('/m'); await v.fill({ code }); await v.press()
  await v.page.waitForURL(/manage/)
}

/** Opens the pair of a name in the queue, once it is there. */
async function pair(v, name) {
  const card = v.page.locator('.card .cover', { hasText: name }).first()
  for (let i = 0; i < 60; i++) {
    await v.go('/desk/queue')
    if (await card.count()) break
    await v.page.waitForTimeout(300)
  }
  await card.click()
}

async function decide(v, decision, basis, point) {
  await v.pick('decision', decision); await v.pick('basis', basis)
  await v.page.fill('#reason', 'Called the hospital'); if (point) await v.page.fill('#contact_point', point)
  await v.page.locator('form:has(#reason) .button').click()
  assert.equal(await v.page.locator('.summary-box').count(), 0, await v.text())
  await v.check()
}

test('the first admin, and whom they let in', { timeout: 120000 }, async () => {
  const v = await open('en', desktop, false)
  await accept(v, first, 'boss')
  const { boss } = staff
  await v.go('/desk'); await v.check()
  await v.go('/admin/organisations'); await v.check()
  await v.fill({ name: 'Hôpital Aurore' }); await v.pick('kind', 'hospital'); await v.page.fill('#contact_point', '01 42 00 00 00')
  await v.page.locator('label', { hasText: 'died' }).first().click()
  await v.press(); await prove(boss); await v.check()
  for (const [user, role, lang, viewport, dark] of [['member', 'organisation', 'fr', phone, false], ['mia', 'moderator', 'en', phone, true], ['noa', 'moderator', 'fr', desktop, true], ['audra', 'auditor', 'fr', phone, false]]) {
    const link = await invite(boss, role, user, role === 'organisation' ? 'Hôpital Aurore' : '')
    await accept(await open(lang, viewport, dark), link, user)
    await staff[user].v.go('/desk'); await staff[user].v.check()
  }
  for (const name of ['accounts', 'keys', 'outbox', 'hooks', 'audit']) { await v.go('/admin/' + name); await v.check() }
})

test('a hospital reports, people confirm, a family reads', { timeout: 120000 }, async () => {
  const family = await open('fr', phone, false), { v } = staff.member, { page } = v
  const ana = await file(family, 'Ana Belmonte', { marks: 'cicatrice au menton' })
  const paul = await file(family, 'Paul Lenormand', { marks: 'montre gravée', phone: '+33 6 39 98 00 02' })
  await v.go('/desk/arrivals'); await v.check()
  await page.locator('main .actions a').click(); await v.check()
  await v.fill({ names: 'Ana Belmonte', 'age-min': 'quarante' }); await v.press(); await v.check()
  assert.equal(await page.inputValue('#names'), 'Ana Belmonte', 'what was typed is still there')
  await v.fill({ 'age-min': 40, 'age-max': 40, marks: 'cicatrice au menton', area: 'Hôpital Aurore' }); await v.pick('condition', 'injured'); await v.pick('confidence', 'document')
  await v.twice(/like=/); await v.check()
  assert.equal(await page.inputValue('#area'), 'Hôpital Aurore', 'the place of the last one is kept')
  await v.fill({ names: 'Paul Lenormand', 'age-min': 40, 'age-max': 40, marks: 'montre gravée' }); await v.pick('condition', 'deceased'); await v.pick('confidence', 'document')
  await v.press(); await page.waitForURL(/like=/)
  await page.goBack(); await v.go('/desk/arrivals'); await v.check()
  assert.equal(await page.locator('.card').count(), 2, 'a double click and a step back report nobody twice')

  const { mia, noa } = staff
  await pair(mia.v, 'Ana Belmonte'); await mia.v.check()
  await mia.v.page.fill('#opening', 'To ask about the scar'); await mia.v.page.locator('form:has(#opening) .button').click()
  await prove(mia); await mia.v.check()
  assert.match(await mia.v.text(), /39 98 00 01/, 'the contact is open, after a fresh code')
  await decide(mia.v, 'confirmed', 'document', '01 42 00 00 00')
  await manage(family, ana.code); await family.check()
  assert.match(await family.page.locator('#match').innerText(), /01 42 00 00 00/, 'the family reads whom to call')
  await v.go('/desk/arrivals')
  assert.equal(await page.locator('.card .tag.good').count(), 1, 'the hospital reads what became of it')

  await pair(mia.v, 'Paul Lenormand'); await mia.v.check()
  await decide(mia.v, 'confirmed', 'document', '01 42 00 00 00')
  await noa.v.go('/desk/queue'); await noa.v.check()
  await noa.v.page.locator('#second input[value=yes]').check()
  await noa.v.page.locator('#second input:not([type=radio]):not([type=hidden]), #second textarea').first().fill('Checked the papers')
  await noa.v.send('/second'); await noa.v.check()
  await noa.v.page.locator('#tasks form[action$="/take"] .button').first().click(); await noa.v.check()
  await manage(family, paul.code); await family.check()
  assert.equal(await family.page.locator('#match.good').count(), 0, 'a page tells no death')
  assert.doesNotMatch(await family.text(), /décéd|mort|death/i)
  await family.leave()
})

test('a notice is flagged, written to, renewed and erased', { timeout: 120000 }, async () => {
  const family = await open('en', desktop, false), stranger = await open('fr', phone, true), { mia } = staff
  const { reference, code } = await file(family, 'Lina Okafor', { phone: '+33 6 39 98 00 03' })
  await stranger.go('/p/' + reference); await stranger.check()
  await stranger.go(`/p/${reference}/flag`); await stranger.press(); await stranger.check()
  await stranger.pick('reason', 'wrong'); await stranger.page.fill('#text', 'Elle a 30 ans'); await stranger.read(); await stranger.press(); await stranger.check()
  await mia.v.go('/desk/flags'); await mia.v.check()
  await mia.v.page.locator('main input[type=radio]').first().check(); await mia.v.page.locator('main textarea').first().fill('Asked the family')
  await mia.v.page.locator('form[action*="/flags/"] .button').first().click(); await mia.v.check()
  for (const page of ['review', 'sources', 'threads']) { await mia.v.go('/desk/' + page); await mia.v.check() }

  await stranger.go(`/p/${reference}/write`); await stranger.check()
  await stranger.page.fill('#message', 'Je l’ai vue hier soir, place de la Nation.'); await stranger.read(); await stranger.press(); await stranger.check()
  const answerCode = await stranger.page.locator('.code.long').innerText()
  await manage(family, code); await family.check()
  await family.page.locator('#messages ~ .cards .cover').first().click(); await family.check()
  await family.page.fill('#message', 'Thank you. What was she wearing?'); await family.page.locator('form:has(#message) .button').click(); await family.check()
  await stranger.go('/m'); await stranger.fill({ code: answerCode }); await stranger.press(); await stranger.check()
  assert.match(await stranger.text(), /What was she wearing/, 'the answer reached the stranger')
  assert.doesNotMatch(await stranger.page.content(), /39 98 00 03/, 'and no number did')

  await stranger.go('/m/lost'); await stranger.press(); await stranger.check()
  await stranger.fill({ reference }); await stranger.page.fill('#reached', '+33 6 39 98 00 03'); await stranger.press(); await stranger.check()

  await family.go('/manage')
  await family.pick('life', '90'); await family.send('/manage/extend'); await family.check()
  await family.pick('reason', 'found'); await family.send('/manage/close'); await family.check()
  await family.send('/manage/reopen'); await family.check()
  await family.go('/manage/erase'); await family.press(); await family.check()
  await family.pick('erase', 'now'); await family.press(); await family.check()
  assert.equal((await stranger.go('/p/' + reference)).status(), 410)
  assert.doesNotMatch(await stranger.page.content(), /Okafor/)
  await stranger.check()
  await family.leave(); await stranger.leave()
})

test('what was done is on the audit log, and people leave', { timeout: 60000 }, async () => {
  const { v } = staff.audra
  let log = ''
  for (await v.go('/admin/audit'); ; await v.page.locator('main > p > a').click()) {
    await v.check()
    log += await v.text()
    if (!await v.page.locator('main > p > a').count()) break
  }
  assert.match(log, /contact/, 'that contacts were opened')
  assert.doesNotMatch(log, /Belmonte|Lenormand|39 98/)
  assert.equal((await v.go('/desk/queue')).status(), 403)
  for (const { v } of Object.values(staff)) {
    await v.go('/desk')
    if (v.page.viewportSize().width < 600) await v.page.locator('.bar summary').click()
    await v.page.locator('.bar form:visible button').first().click()
    await v.go('/desk'); assert.match(v.page.url(), /sign-in$/)
    await v.leave()
  }
})
