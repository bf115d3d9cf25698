// Who may see and do what, in a real browser with JavaScript off: from the link of
// the first admin to a hospital's report, its confirmation, a death, a claim, a flag,
// words between families and strangers, and the end of a notice.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, build, desktop, firstSignIn, folder, freePort, looked, person, phone, run, start, typed } from './harness.mjs'
import { mailbox } from './mailbox.mjs'
import { accept, decide, file, invite, manage, pair, prove, signOut } from './staff.mjs'

let server, serve, b, dir, clean, first, box, log = ''
const staff = {} // each with a page that is signed in and the key of the second factor
const secrets = typed()
before(async () => {
  [dir, clean] = folder()
  box = await mailbox()
  const bin = build(dir), data = ['--data', dir + '/data'], listen = '127.0.0.1:' + await freePort()
  run(bin, ['event', 'add', 'drill', '--drill', '--name-en', 'Exercise', '--name-fr', 'Exercice', '--zone', 'Europe/Paris', '--sos', '112', '--hotline', '01 99 00 00 00', ...data])
  serve = () => start(bin, ['serve', '--listen', listen, '--base-url', 'http://' + listen, '--mail-server', box.address, '--mail-from', 'news@example.org', '--mail-security', 'none', ...data])
  server = await serve()
  for (let i = 0; i < 50 && !first; i++) {
    first = server.output().match(/http\S+\/invite\/\S+/)?.[0]
    if (!first) await new Promise(done => setTimeout(done, 100))
  }
  b = await browser()
})
after(async () => {
  await b?.close()
  await server?.stop()
  await box?.stop()
  run(build(dir), ['check', '--data', dir + '/data'])
  run(build(dir), ['audit', 'verify', '--data', dir + '/data'])
  assert.deepEqual(secrets.lies(dir + '/data', log + server.output()), [], 'neither the data folder nor the log holds what was typed')
  clean?.()
})

/** Stops the server, adds a moderator by command, whom no admin let in, and starts again; returns the password. */
async function atTheMachine(name) {
  await looked()
  await server.stop()
  log += server.output()
  const [password] = run(build(dir), ['user', 'add', name, '--role', 'moderator', '--data', dir + '/data']).match(/[a-z0-9]{4}(-[a-z0-9]{4}){3}/)
  server = await serve()
  return password
}

const open = (lang, viewport, dark) => person(b, server.url, { lang, viewport, dark, note: secrets.note })

test('the first admin, and whom they let in', { timeout: 400000 }, async () => {
  const v = await open('en', desktop, false)
  const boss = staff.boss = await accept(v, first, 'boss')
  await v.page.goto(first); await v.check()
  assert.equal(await v.page.locator('#user').count(), 0, 'the link of the first admin works once')
  const noa = await open('fr', desktop, true)
  staff.noa = { v: noa, user: 'noa', key: await firstSignIn(noa, 'noa', await atTheMachine('noa')), steps: 0 }
  await v.go('/desk'); await v.check()
  await v.go('/admin/organisations'); await v.check()
  await v.press(); await prove(boss); await v.check() // neither name nor kind
  await v.fill({ name: 'Hôpital Aurore' }); await v.pick('kind', 'hospital'); await v.page.fill('#contact_point', '01 42 00 00 00')
  await v.page.locator('label', { hasText: 'died' }).first().click()
  await v.press(); await prove(boss); await v.check()
  for (const [user, role, lang, viewport, dark] of [
    ['wanda', 'organisation', 'fr', phone, false], ['mia', 'moderator', 'en', phone, true], ['vivan', 'volunteer', 'en', phone, false],
    ['audra', 'auditor', 'fr', phone, false],
  ]) {
    const link = await invite(boss, role, user, role === 'organisation' ? 'Hôpital Aurore' : '')
    staff[user] = await accept(await open(lang, viewport, dark), link, user)
    await staff[user].v.go('/desk'); await staff[user].v.check()
  }
  for (const name of ['accounts', 'keys', 'events', 'outbox', 'hooks', 'brakes', 'clock', 'new-event', 'audit']) { await v.go('/admin/' + name); await v.check() }
  await v.go('/admin'); await v.check()
  await v.go('/admin/events'); await v.page.locator('.card .cover').first().click(); await v.check()
  const event = new URL(v.page.url()).pathname.replace(/^\/\w+/, '')
  for (const name of ['edit', 'places', 'close']) { await v.go(event + '/' + name); await v.check() }
  assert.equal((await staff.mia.v.go('/admin/accounts')).status(), 403)
  await staff.mia.v.check()
})

test('a hospital reports, people confirm, a family reads', { timeout: 400000 }, async () => {
  const family = await open('fr', phone, false), { boss, mia, noa } = staff, { v } = staff.wanda, { page } = v
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

  const helper = staff.vivan.v
  await pair(helper, 'Ana Belmonte'); await helper.check()
  assert.doesNotMatch(await helper.text(), /Hôpital Aurore|39 98/, 'a volunteer sees neither where nor whom to call')
  await helper.pick('advice', 'yes'); await helper.page.fill('#comment', 'The same scar'); await helper.page.locator('form:has(#comment) .button').click(); await helper.check()
  await pair(mia.v, 'Ana Belmonte'); await mia.v.check()
  assert.match(await mia.v.text(), /The same scar/, 'the moderator reads what the volunteer recommends')
  await mia.v.page.fill('#opening', 'To ask about the scar'); await mia.v.page.locator('form:has(#opening) .button').click()
  await prove(mia); await mia.v.check()
  assert.match(await mia.v.text(), /39 98 00 01/, 'the contact is open, after a fresh code')
  await decide(mia.v, 'confirmed', 'document', '01 42 00 00 00')
  await manage(family, ana.code); await family.check()
  assert.match(await family.page.locator('#match').innerText(), /01 42 00 00 00/, 'the family reads whom to call')
  await v.go('/desk/arrivals')
  assert.equal(await page.locator('.card .tag.good').count(), 1, 'the hospital reads what became of it')
  await page.locator('.card .cover').first().click(); await v.check()

  await pair(mia.v, 'Paul Lenormand'); await mia.v.check()
  await decide(mia.v, 'confirmed', 'document')
  await mia.v.go('/desk/queue'); await mia.v.check()
  assert.equal(await mia.v.page.locator('#second form').count(), 0, 'nobody is their own second person')
  const agree = async ({ page }) => { await page.locator('#second input[value=yes]').check(); await page.fill('#second input[name=note]', 'Checked the papers') }
  await boss.v.go('/desk/queue'); await boss.v.check()
  await agree(boss.v); await boss.v.send('/second'); await boss.v.check()
  assert.equal(await boss.v.page.locator('.summary-box').count(), 1, 'who let the first person in is no second person')
  await noa.v.go('/desk/queue'); await noa.v.check()
  await noa.v.send('/second'); await noa.v.check() // neither yes nor no
  await agree(noa.v); await noa.v.send('/second'); await noa.v.check()
  await noa.v.page.locator('#tasks form[action$="/take"] .button').first().click(); await noa.v.check()
  await noa.v.page.fill('#tasks input[name=note]', 'Told the sister at her home'); await noa.v.page.locator('#tasks form .button').first().click(); await noa.v.check()
  assert.equal(await noa.v.page.locator('#tasks').count(), 0, 'the named human has done it')
  await manage(family, paul.code); await family.check()
  assert.equal(await family.page.locator('#match.good').count(), 0, 'a page tells no death')
  assert.doesNotMatch(await family.text(), /décéd|mort|death/i)
  await family.leave()
})

test('this notice is about me', { timeout: 400000 }, async () => {
  const family = await open('fr', phone, false), woman = await open('en', phone, true), public_ = await open('fr', phone, false), { noa, wanda } = staff
  const told = await file(family, 'Mira Solvane', { phone: '+33 6 39 98 00 04' }), hidden = await file(family, 'Ines Quarel', { phone: '+33 6 39 98 00 05' })

  /** Claims as one who wants something; leaves the receipt on the screen. */
  const claim = async (ref, wish, fields = {}) => {
    await woman.go(`/p/${ref}/me`)
    await woman.pick('wish', wish); await woman.fill(fields)
    await woman.read(); await woman.twice(/\/me\/\w+/); await woman.check()
    return { reference: (await woman.page.locator('.panel .code').innerText()), code: await woman.page.locator('.code.long').innerText() }
  }
  await woman.go('/me'); await woman.check()
  await woman.fill({ ref: 'RT7' }); await woman.press(); await woman.check()
  await woman.fill({ ref: told.reference }); await woman.press(); await woman.check()
  await woman.fill({ claim_note: 'Ring after ten' }); await woman.press(); await woman.check() // no choice
  assert.equal(await woman.page.inputValue('#claim_note'), 'Ring after ten', 'what was typed is still there')
  const danger = await claim(told.reference, 'danger', { phone: '+33 6 39 98 00 06' })
  assert.match(await woman.text(), /112/)
  const alive = await claim(told.reference, 'alive')
  await manage(woman, alive.code); await woman.check()
  await woman.pick('wish', 'tell'); await woman.page.fill('#words', 'I will write soon'); await woman.send('/manage/claim'); await woman.check()
  await woman.send('/claim/withdraw'); await woman.check()
  const tell = await claim(told.reference, 'tell', { words: 'Kiss the children' })
  const hide = await claim(hidden.reference, 'hide', { phone: '+33 6 39 98 00 06' })
  assert.equal((await public_.go('/p/' + hidden.reference)).status(), 404, 'hidden at once')
  await public_.check()

  await noa.v.go('/desk/claims'); await noa.v.check()
  assert.match(await noa.v.page.locator('.card').first().innerText(), /danger/, 'danger comes first')
  const verify = async (who, { reference }, basis, wrong) => {
    await who.v.go('/desk/claims'); await who.v.fill({ ref: reference }); await who.v.page.locator('main form[method=get] .button').click(); await who.v.check()
    const form = who.v.page.locator('form:has(input[name=basis])')
    if (wrong) { await form.locator('.button').click(); await who.v.check() }
    await form.locator(`input[value=${basis}]`).check(); await form.locator('textarea').fill('Spoke with her')
    await form.locator('.button').click(); await who.v.check()
    assert.equal(await who.v.page.locator('.summary-box').count(), 0, await who.v.text())
  }
  await verify(noa, danger, 'own_word', true)
  await verify(wanda, tell, 'document', true)
  assert.doesNotMatch(await wanda.v.text(), /39 98/, 'a hospital reads no number')
  await verify(noa, hide, 'own_word')
  await manage(family, told.code); await family.check()
  assert.match(await family.text(), /Kiss the children/)
  assert.doesNotMatch(await family.text(), /write soon|danger|39 98 00 06/i, 'neither what was taken back nor that she is in danger')
  await manage(family, hidden.code); await family.check()
  assert.doesNotMatch(await family.text(), /sécurité|Spoke/, 'of a hidden notice nothing is told')

  await manage(woman, hide.code); await woman.send('/claim/withdraw'); await woman.check()
  assert.equal((await public_.go('/p/' + hidden.reference)).status(), 404, 'asking is not enough to show it again')
  await noa.v.go('/desk/claims'); await noa.v.check()
  await noa.v.page.locator('.card .cover', { hasText: 'Quarel' }).click(); await noa.v.check()
  await noa.v.page.locator('form[action$="/refuse"] textarea').fill('She asked on the phone'); await noa.v.send('/refuse'); await noa.v.check()
  assert.equal((await public_.go('/p/' + hidden.reference)).status(), 200, 'shown again')
  await woman.go('/me'); await woman.page.locator('main a.button').first().click()
  assert.doesNotMatch(await woman.page.content(), /Retrouve/i, 'the quick way out leads away')
  for (const v of [family, woman, public_]) await v.leave()
})

test('a notice is reviewed, flagged, written to, renewed and erased', { timeout: 400000 }, async () => {
  const family = await open('en', desktop, false), stranger = await open('fr', phone, true), { mia, wanda } = staff
  const { reference, code } = await file(family, 'Lina Okafor', { phone: '+33 6 39 98 00 03', machine: true })
  assert.equal((await stranger.go('/p/' + reference)).status(), 404, 'what comes as machines send it waits')
  await mia.v.go('/desk/review'); await mia.v.check()
  await mia.v.page.locator('.card:has-text("Okafor") form .button').first().click(); await mia.v.check()
  await stranger.go('/p/' + reference); await stranger.check()
  await stranger.go(`/p/${reference}/flag`); await stranger.press(); await stranger.check()
  await stranger.pick('reason', 'wrong'); await stranger.page.fill('#text', 'Elle a 30 ans'); await stranger.read(); await stranger.twice(/flagged/); await stranger.check()
  await mia.v.go('/desk/flags'); await mia.v.check()
  await mia.v.page.locator('main input[type=radio]').first().check(); await mia.v.page.fill('main textarea', 'Asked the family')
  await mia.v.page.locator('form[action*="/flags/"] .button').first().click(); await mia.v.check()
  for (const page of ['sources', 'threads']) { await mia.v.go('/desk/' + page); await mia.v.check() }

  await stranger.go(`/p/${reference}/write`); await stranger.press(); await stranger.check() // no words
  await stranger.page.fill('#message', 'Je l’ai vue hier soir, place de la Nation.'); await stranger.read(); await stranger.twice(/write\/\w+/); await stranger.check()
  const answerCode = await stranger.page.locator('.code.long').innerText()
  await manage(family, code); await family.check()
  assert.equal(await family.page.locator('#messages ~ .cards .cover').count(), 1, 'a double click writes once')
  await family.page.locator('#messages ~ .cards .cover').first().click(); await family.check()
  const say = async (v, text) => { await v.page.fill('#message', text); await v.page.locator('form:has(#message) .button').click(); await v.check() }
  await say(family, 'Thank you. What was she wearing?')
  await manage(stranger, answerCode); await stranger.check()
  assert.match(await stranger.text(), /What was she wearing/, 'the answer reached the stranger')
  assert.doesNotMatch(await stranger.page.content(), /39 98 00 03/, 'and no number did')
  await say(stranger, 'Envoyez 500 euros par virement à https://example.org/payer')
  await family.page.reload()
  assert.doesNotMatch(await family.text(), /500 euros/, 'who asks for money is read by a moderator first')
  await mia.v.go('/desk/threads'); await mia.v.check()
  await mia.v.page.locator('#held ~ .cards form').last().locator('button').click(); await mia.v.check()
  await family.page.fill('#flag_note', 'What does he want?'); await family.send('/flag'); await family.check()
  await mia.v.go('/desk/threads'); await mia.v.page.locator('#flagged ~ .cards .cover').first().click(); await mia.v.check()
  await mia.v.pick('answer', 'close'); await mia.v.page.fill('#note', 'He asks for money'); await mia.v.press(); await mia.v.check()
  await stranger.page.reload(); await stranger.check()
  assert.equal(await stranger.page.locator('#message').count(), 0, 'nothing more can be written')
  await wanda.v.go(`/p/${reference}/write`); await say(wanda.v, 'Veuillez appeler le service social')
  await wanda.v.go('/desk/messages'); await wanda.v.check()
  await family.go('/manage')
  assert.match(await family.page.locator('#messages ~ .cards').innerText(), /Hôpital Aurore/)

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

test('letters confirm an address, bring a new code, and end', { timeout: 400000 }, async () => {
  const v = await open('fr', phone, false), email = 'sister.ardane@example.org'
  const { reference, code } = await file(v, 'Tomas Ardane', { email })
  const follow = async fits => {
    const { text, subject } = await box.next(email, fits)
    assert.doesNotMatch(subject + text, /Ardane/, 'a letter names nobody')
    await v.page.goto(text.match(fits)[0]); await v.check()
  }
  await follow(/http\S+\/letter\/confirm\/\S+/)
  await v.press(); await v.check()
  await v.go('/m/lost'); await v.check()
  await v.press(); await v.check() // nothing typed
  await v.fill({ reference, reached: email }); await v.press(); await v.check()
  await follow(/http\S+\/letter\/lost\/\S+/)
  await v.press(); await v.check()
  const fresh = await v.page.locator('.code.long').innerText()
  assert.notEqual(fresh, code)
  await v.go('/m'); await v.fill({ code }); await v.press(); await v.check()
  assert.equal(await v.page.locator('.summary-box').count(), 1, 'the old code opens nothing')
  await manage(v, fresh); await v.check()
  await follow(/http\S+\/letter\/stop\/\S+/)
  await v.press(); await v.check()
  await v.go('/manage'); await v.check()
  await v.leave()
})

test('what was done is on the audit log, and people leave', { timeout: 400000 }, async () => {
  const { v } = staff.audra
  let told = ''
  for (await v.go('/admin/audit'); ; await v.page.locator('main > p > a').click()) {
    await v.check()
    told += await v.text()
    if (!await v.page.locator('main > p > a').count()) break
  }
  for (const act of ['contact', 'claim.verified', 'invitation', 'thread']) assert.ok(told.includes(act), act + ' is on the log')
  assert.doesNotMatch(told, /Belmonte|Lenormand|Okafor|Ardane|39 98/)
  assert.equal((await v.go('/desk/queue')).status(), 403)
  for (const { v } of Object.values(staff)) { await signOut(v); await v.leave() }
})
