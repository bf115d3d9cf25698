// The whole story in a real browser, with JavaScript off: a relative files, a
// hospital reports a patient without a name, a moderator checks and confirms, the
// relative reads it. On a phone and on a desktop, in each language, with axe on
// every page.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, build, code, desktop, firstSignIn, folder, person, phone, run, setUp, start, typed } from './harness.mjs'

const words = {
  en: { area: 'Salle Aurore, Paris', hair: 'brown', jacket: 'red jacket', mark: 'swallow tattoo on the left wrist', month: 'November' },
  fr: { area: 'Salle Aurore, Paris', hair: 'bruns', jacket: 'veste rouge', mark: 'tatouage hirondelle au poignet gauche', month: 'novembre' },
}
// Each run looks for another person, so that runs do not find each other's.
const people = [['Amina', 'Haddad', 27], ['Bertrand', 'Oukrat', 61], ['Chiara', 'Zanetti', 34], ['Dragan', 'Milić', 45], ['Élise', 'Quéméneur', 52]]

let server, b, dir, clean
const secrets = typed(...people.flatMap(([given, family]) => [given, family]))
const passwords = {} // of staff: one account for each test, since a code works once
before(async () => {
  [dir, clean] = folder()
  const bin = build(dir)
  const data = ['--data', dir + '/data']
  run(bin, ['event', 'add', 'drill', '--drill', '--name-en', 'Exercise', '--name-fr', 'Exercice', '--zone', 'Europe/Paris', '--sos', '112', '--hotline', '01 99 00 00 00', ...data])
  for (const name of ['mo0', 'mo1', 'mo2', 'mo3', 'mofr', 'moen', 'boss']) {
    passwords[name] = run(bin, ['user', 'add', name, '--role', name === 'boss' ? 'admin' : 'moderator', ...data]).match(/[a-z0-9]{4}(-[a-z0-9]{4}){3}/)[0]
  }
  server = await start(bin, ['serve', '--listen', '127.0.0.1:0', ...data])
  b = await browser()
})
after(async () => {
  await b?.close()
  await server?.stop()
  run(build(dir), ['check', '--data', dir + '/data'])
  assert.deepEqual(secrets.lies(dir + '/data', server.output()), [], 'neither the data folder nor the log holds what was typed')
  clean?.()
})

const open = (lang, viewport, dark) => person(b, server.url, { lang, viewport, dark, note: secrets.note })

async function file(v, lang, [given, family, age]) {
  const w = words[lang]
  await v.go('/'); await v.check()
  await v.page.locator('.door a').first().click(); await v.check()
  await v.fill({ q: given + ' ' + family }); await v.press(); await v.check()
  await v.page.locator('.inset form .button').click(); await v.check()
  assert.equal(await v.page.inputValue('#names'), given + ' ' + family, 'what was searched for is filled in')
  await v.press(); await v.check()
  await v.fill({ 'age-min': age }); await v.pick('sex', 'female'); await v.press(); await v.check()
  await v.fill({ hair: w.hair, clothes: w.jacket, marks: w.mark }); await v.press(); await v.check()
  await v.fill({ 'seen-d': 13, 'seen-m': w.month, 'seen-y': 2099 }); await v.press()
  assert.equal(await v.page.inputValue('#seen-y'), '2099', 'what was typed is still there')
  await v.check()
  await v.fill({ 'seen-y': 2025, time: '21h40' }); await v.press(); await v.check()
  await v.fill({ area: w.area }); await v.press(); await v.check()
  await v.fill({ companions: 'Omar ' + family, languages: 'tigrinya, français' }); await v.press(); await v.check()
  await v.press(); await v.check() // you, left empty
  await v.pick('visibility', 'public'); await v.press(); await v.check()
  await v.press(); await v.check() // publish: contact and consent are missing
  assert.equal(await v.page.locator('.summary-box li').count(), 2)
  await v.page.locator('.summary-box a').first().click() // leads to the page of the contact
  await v.fill({ phone: '+33 6 00 00 00 00' }); await v.press()
  await v.page.locator('input[name=consent]').check()
  await v.read(); await v.twice(/done$/); await v.check()
  const reference = await v.page.locator('.panel .code').innerText()
  const code = await v.page.locator('.code.long').innerText()
  await v.page.goBack(); await v.page.waitForURL(/done$/)
  assert.equal(await v.page.locator('.code.long').innerText(), code, 'going back shows the same receipt')
  return { reference, code }
}

async function report(v, lang, [, family, age]) {
  const w = words[lang]
  await v.go('/report'); await v.check()
  await v.page.locator('.door form .button').click(); await v.check()
  await v.pick('sex', 'female'); await v.fill({ 'age-min': age - 2, 'age-max': age + 3 })
  assert.equal(await v.page.isVisible('#companions'), false, 'what few know is folded away')
  await v.page.locator('details.more summary').press('Enter'); await v.check()
  await v.fill({ companions: 'Omar ' + family }); await v.press(); await v.check()
  await v.fill({ hair: w.hair, clothes: w.jacket, marks: w.mark }); await v.press(); await v.check()
  await v.pick('condition', 'injured'); await v.press(); await v.check()
  await v.pick('confidence', 'description'); await v.press(); await v.check()
  await v.fill({ area: w.area, 'seen-d': 13, 'seen-m': 11, 'seen-y': 2025 }); await v.press(); await v.check()
  await v.pick('source', 'hospital'); await v.fill({ organisation: 'Hôpital d’exercice', contact_point: '01 42 00 00 00' }); await v.press(); await v.check()
  await v.read(); await v.press(); await v.page.waitForURL(/done$/); await v.check()
}

async function decide(v, name, user) {
  await v.go('/desk/queue')
  if (v.page.url().includes('sign-in')) {
    await firstSignIn(v, user, passwords[user])
    await v.page.waitForURL(/queue$/)
  }
  await v.check()
  let found = 0
  for (let i = 0; i < 50 && !found; i++) { // the comparison follows the filing within moments
    found = await v.page.locator('.card .cover', { hasText: name }).count()
    if (!found) { await v.page.waitForTimeout(200); await v.page.reload() }
  }
  await v.page.locator('.card .cover', { hasText: name }).first().click(); await v.check()
  assert.equal(await v.page.locator('.evidence li', { hasText: 'Omar ' }).count(), 1, 'the companion is among the evidence')
  await v.page.locator('form[action$="/take"] .button').click(); await v.check()
  assert.equal(await v.page.locator('form[action$="/release"]').count(), 1, 'the pair is held')
  await v.pick('decision', 'confirmed'); await v.page.fill('#reason', 'Same tattoo'); await v.page.locator('form:has(#reason) .button').click()
  assert.equal(await v.page.locator('.summary-box').count(), 1, 'a description does not confirm')
  await v.check()
  assert.equal(await v.page.inputValue('#reason'), 'Same tattoo')
}

/** Looks in the wrong town and is led to the person all the same. */
async function wider(v, name) {
  await v.go('/search?q=' + encodeURIComponent(name) + '&place=Oslo&within=5'); await v.check()
  assert.equal(await v.page.locator('.card').count(), 0)
  await v.page.locator('details.more summary').click(); await v.check()
  assert.equal(await v.page.inputValue('#within'), '5')
  await v.page.locator('.offers a').first().click(); await v.check()
  assert.equal(await v.page.locator('.card .cover', { hasText: name }).count(), 1, 'the wider search finds the person')
  assert.equal(await v.page.inputValue('#place'), '')
}

async function confirm(v, decision, basis) {
  await v.pick('decision', decision); await v.pick('basis', basis)
  await v.page.fill('#reason', 'Called the hospital'); await v.page.fill('#contact_point', '01 42 00 00 00')
  await v.page.locator('form:has(#reason) .button').click()
  assert.equal(await v.page.locator('.summary-box').count(), 0, 'decided')
  await v.check()
}

const runs = [['fr', 'phone', phone, false], ['en', 'desktop', desktop, false], ['fr', 'desktop', desktop, true], ['en', 'phone', phone, true]]
runs.forEach(([lang, size, viewport, dark], i) => {
  test(`story in ${lang} on a ${size}${dark ? ', dark' : ''}`, { timeout: 400000 }, async () => {
    const sought = people[i]
    const name = sought[0] + ' ' + sought[1]
    const relative = await open(lang, viewport, dark)
    const { reference, code } = await file(relative, lang, sought)
    const hospital = await open(lang, viewport, dark)
    await report(hospital, lang, sought)
    const moderator = await open(lang, viewport, dark)
    await decide(moderator, name, 'mo' + i)
    await wider(relative, name)
    await confirm(moderator, 'checking', 'sight')
    const { page } = relative
    await relative.go('/m'); await relative.check()
    await relative.fill({ code }); await relative.press(); await relative.check()
    assert.equal(await page.locator('#match.info').count(), 1, 'the relative reads that it is being checked')
    assert.ok(!(await page.content()).includes('01 42 00 00 00'))
    await confirm(moderator, 'confirmed', 'document')
    await page.reload(); await relative.check()
    assert.match(await page.locator('#match').innerText(), /01 42 00 00 00/)
    await page.fill('#text', 'Thank you'); await page.locator('form[action$=say] .button').click(); await relative.check()
    await page.locator('input[value=found]').check(); await page.locator('form[action$=close] .button').click(); await relative.check()
    const answer = await relative.go('/p/' + reference)
    assert.equal(answer.status(), 410)
    assert.ok(!(await page.content()).includes(sought[1]))
    await relative.check()
    for (const v of [relative, hospital, moderator]) await v.leave()
  })
})

test('pages that nobody plans for', { timeout: 400000 }, async () => {
  for (const lang of ['en', 'fr']) {
    const v = await open(lang, phone, false)
    for (const [path, status] of [['/p/RT7-4KQ-92', 404], ['/nothing', 404], ['/search?q=a&age_from=9&age_to=3', 422], ['/help', 200], ['/privacy', 200], ['/how-we-check', 200], ['/accessibility', 200]]) {
      assert.equal((await v.go(path)).status(), status, path)
      await v.check()
    }
    await v.leave()
  }
})

test('the other ways through', { timeout: 400000 }, async () => {
  for (const [lang, viewport, dark] of [['fr', phone, true], ['en', desktop, false]]) {
    const v = await open(lang, viewport, dark)
    const { page } = v
    const name = lang === 'fr' ? 'Fiona Kerbrat' : 'Gustav Lindqvist'
    await v.go('/find?q=' + encodeURIComponent(name))
    await page.locator('.inset form .button').click()
    await page.locator('button[name=later]').click(); await page.waitForURL(/saved$/); await v.check()
    await page.locator('main .actions a').click()
    const draft = page.url().replace(/who$/, '')
    await page.goto(draft + 'you'); await v.fill({ email: 'f@example.org' }); await v.press()
    await page.goto(draft + 'check'); await page.locator('input[name=consent]').check(); await v.read(); await v.press()
    const reference = (await page.locator('.panel .code').innerText()).replaceAll('-', '')
    // Somebody knows the name: search, pick, report.
    for (let i = 0; i < 50; i++) {
      await v.go('/report/search?q=' + encodeURIComponent(name))
      if (await page.locator('.card .above').count()) break
      await page.waitForTimeout(200)
    }
    await v.check()
    await page.locator('.card .above .button').first().click()
    assert.match(await page.locator('.inset').innerText(), new RegExp(name))
    await v.check()
    await v.pick('condition', 'safe'); await v.press(); await v.pick('confidence', 'told'); await v.press(); await v.press(); await v.press(); await v.check()
    await v.read(); await v.press()
    const code = await page.locator('.code.long').innerText()
    await v.go('/m'); await v.fill({ code }); await v.press(); await v.check() // the source's own page
    await page.locator('form[action$=withdraw] .button').click(); await v.check()
    await v.go('/p/' + reference); await v.check()
    await v.go('/sign-in'); await v.fill({ user: 'mo' + lang, password: 'wrong' }); await v.press(); await v.check()
    await firstSignIn(v, 'mo' + lang, passwords['mo' + lang])
    await page.waitForURL(/queue$/)
    await v.fill({ ref: reference }); await page.locator('form[action$=notices] .button').click(); await v.check()
    await page.locator('input[value=false]').check(); await page.fill('#note', 'A hoax'); await page.locator('form[action$=close] .button').click(); await v.check()
    assert.equal((await v.go('/p/' + reference)).status(), 410)
    await v.leave()
  }
})

test('320 px, and the keyboard alone', { timeout: 400000 }, async () => {
  const v = await open('fr', { width: 320, height: 568 }, false)
  for (const path of ['/', '/search?q=Amina', '/report', '/privacy', '/help']) { await v.go(path); await v.check() }
  await v.go('/')
  await v.page.keyboard.press('Tab')
  assert.match(await v.page.locator(':focus').getAttribute('class'), /skip/)
  await v.page.keyboard.press('Enter')
  await v.page.waitForURL(/#main$/)
  await v.leave()
})

test('accounts: invited, set up, asked again, reset', { timeout: 400000 }, async () => {
  const boss = await open('fr', phone, false), guest = await open('en', phone, true)
  const key = await firstSignIn(boss, 'boss', passwords.boss)
  await boss.go('/account'); await boss.check()
  await boss.go('/admin/invitations'); await boss.check()
  await boss.press(); await boss.check() // neither role nor name
  await boss.pick('role', 'volunteer'); await boss.fill({ for: 'Dr Benali' }); await boss.press(); await boss.check()
  const link = await boss.page.locator('.panel .address').innerText()
  await guest.page.goto(link); await guest.check()
  await guest.fill({ user: 'benali', new_password: 'short' }); await guest.press(); await guest.check()
  assert.equal(await guest.page.inputValue('#user'), 'benali', 'what was typed is still there')
  await guest.fill({ new_password: 'kettle orbit mango' }); await guest.twice(/factor$/)
  await setUp(guest); await guest.check()
  await boss.go('/admin/accounts'); await boss.check()
  await boss.page.locator('.card .cover', { hasText: 'benali' }).click(); await boss.check()
  await boss.page.locator('form[action$=reset] .button').click(); await boss.check()
  await guest.go('/desk/queue')
  assert.match(guest.page.url(), /sign-in$/, 'the reset ended the session')
  await boss.page.locator('.bar summary').click(); await boss.page.locator('.bar details form button').click()
  await boss.go('/sign-in'); await boss.fill({ user: 'boss', password: passwords.boss, code: code(key, 1) })
  await boss.twice(/queue$/)
  for (const v of [boss, guest]) await v.leave()
})
