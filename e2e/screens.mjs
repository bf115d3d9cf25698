// Writes a picture of every page, at 360 and 1280 px, in each language, to
// ../screens: for people to look at.
import { mkdirSync } from 'node:fs'
import { browser, build, desktop, folder, phone, start, visitor } from './harness.mjs'

const out = (process.env.OUT ?? new URL('../screens/', import.meta.url).pathname)
mkdirSync(out, { recursive: true })
const [dir, clean] = folder()
const server = await start(build(dir), ['demo', '--dev', '--listen', '127.0.0.1:0'])
const text = server.output()
const passwordOf = name => text.match(new RegExp(`^  ${name}\\s+(\\S+)`, 'm'))[1]
const password = passwordOf('moderator')
const codes = [...text.matchAll(/^\s+((?:[0-9A-Z]{4}-){8}[0-9A-Z])\s+(\S+)\s+(.*)$/gm)].map(m => ({ code: m[1], reference: m[2], about: m[3] }))
const open = codes.find(c => !/closed|hoax|hiding/.test(c.about))
const closed = codes.find(c => /: closed/.test(c.about))
const hoax = codes.find(c => /hoax/.test(c.about))

const b = await browser()
let told // the claim of the run

/** The pages of staff and what families see of them, as each role. */
async function staff(shot, lang, viewport) {
  const as = async (user, steps) => {
    const context = await visitor(b, { url: server.url, lang, viewport, dark: process.env.DARK === '1' })
    const page = await context.newPage()
    const v = {
      page,
      shot: name => shot(name, page),
      go: async (path, name) => { await page.goto('/' + lang + path); if (name) await shot(name, page) },
      send: async (form, name) => { await page.locator(form + ' .button').first().click(); if (name) await shot(name, page) },
    }
    if (user) {
      await v.go('/sign-in')
      await page.fill('#user', user); await page.fill('#password', passwordOf(user)); await page.locator('main form .button').click()
      await v.go('/desk', 'desk-' + user)
    }
    await steps(v, page)
    await context.close()
  }
  const prove = async (page, user) => { if (await page.locator('#stepup').count()) { await shot('step-up', page); await page.fill('#stepup', passwordOf(user)); await page.locator('main form .button').first().click() } }
  await as('hospital', async (v, page) => {
    if (viewport.width === 360) { await page.locator('.bar summary').click(); await v.shot('menu-hospital') }
    await v.go('/desk/arrivals', 'arrivals')
    await page.locator('.card .cover').first().click(); await v.shot('arrival')
    await v.go('/desk/arrivals/new', 'arrival-new')
    await page.fill('#age-min', 'forty'); await v.send('main form', 'arrival-new-problem')
    await page.fill('#age-min', '40'); await page.fill('#names', 'Ilyas Benmoussa'); await v.send('main form', 'arrival-new-next')
    await v.go('/desk/members', 'members')
    await v.go('/desk/messages', 'messages')
    await page.locator('.card .cover').first().click(); await v.shot('message')
    await v.go('/p/' + open.reference, 'notice-verified')
    await v.go('/p/' + codes.find(c => /hiding/.test(c.about)).reference, 'notice-verified-only')
    await v.go('/p/' + open.reference + '/write', 'write-organisation')
  })
  await as('', async (v, page) => {
    const claim = async (wish, name) => {
      await v.go('/p/' + open.reference + '/me'); await page.locator(`input[value=${wish}]`).check()
      await page.fill('#words', 'Je vais bien.'); await page.fill('#phone', '+33 6 39 98 00 07'); await v.send('main form', name)
      return { code: (await page.locator('.code.long').innerText()).trim(), reference: (await page.locator('.panel .code').innerText()).trim() }
    }
    await v.go('/me', 'me'); await page.fill('#ref', 'xyz'); await v.send('main form', 'me-problem')
    await v.go('/p/' + open.reference + '/me', 'claim'); await v.send('main form', 'claim-problem')
    await claim('danger', 'claim-danger')
    told = await claim('tell', 'claim-done')
    await v.go('/m/' + told.code); await page.locator('main form .button').first().click(); await v.shot('own-claim')
    await v.go('/exit', 'exit')
  })
  await as('hospital', async (v, page) => {
    await v.go('/desk/claims', 'claims-hospital')
    await v.go('/desk/claims?ref=' + told.reference, 'claim-hospital')
  })
  await as('volunteer', async v => { await v.go('/desk/queue', 'queue-volunteer') })
  await as('second', async (v, page) => {
    if (viewport.width === 360) { await page.locator('.bar summary').click(); await v.shot('menu-moderator') }
    await v.go('/desk/queue', 'queue-tasks')
    await v.go('/desk/review', 'review'); await v.go('/desk/flags', 'flags')
    await v.send('form[action*="/flags/"]', 'flags-problem')
    await v.go('/desk/sources', 'sources')
    if (await page.locator('main ul a').count()) { await page.locator('main ul a').first().click(); await v.shot('source') }
    await v.go('/desk/threads', 'threads')
    await v.go('/desk/claims', 'claims')
    await page.locator('.card .cover').first().click(); await v.shot('claim-desk')
    await v.send('form:has(input[name=basis])', 'claim-desk-problem')
    await v.go('/desk/notices?ref=' + open.reference, 'desk-notice-open')
    const dead = page.locator('.card .cover', { hasText: 'Lenormand' }).first()
    for (let i = 1; i < 12 && (i === 1 || !await dead.count()); i++) await v.go('/desk/queue?page=' + i)
    if (await dead.count()) {
      await dead.click(); await v.shot('pair-death')
      await page.locator('form:has(#opening) .button').click(); await prove(page, 'second'); await v.shot('pair-contacts-problem')
    }
    await v.go('/account', 'account')
  })
  await as('admin', async (v, page) => {
    for (const name of ['accounts', 'invitations', 'organisations', 'keys', 'events', 'outbox', 'hooks', 'audit']) await v.go('/admin/' + name, 'admin-' + name)
    await v.go('/admin/invitations'); await v.send('main form:has(#for)'); await prove(page, 'admin'); await v.shot('admin-invitations-problem')
    await v.go('/admin/accounts'); await page.locator('.card .cover').first().click(); await v.shot('admin-account')
    await v.go('/admin/organisations'); await page.locator('.card .cover').first().click(); await v.shot('admin-organisation')
    await v.go('/admin/events'); await page.locator('.card .cover').first().click(); await v.shot('admin-event')
    for (const name of ['edit', 'places', 'close']) await v.go('/admin/events/drill-paris/' + name, 'admin-event-' + name)
    await v.go('/admin', 'admin'); await v.go('/admin/clock', 'admin-clock'); await v.go('/admin/new-event', 'admin-event-new')
  })
  await as('auditor', async v => { await v.go('/admin/audit', 'audit-auditor') })
  await as('', async (v, page) => {
    await v.go('/p/' + open.reference + '/flag', 'flag'); await v.send('main form', 'flag-problem')
    await page.locator('input[value=wrong]').check(); await v.send('main form', 'flagged')
    await v.go('/p/' + open.reference + '/write', 'write'); await v.send('main form', 'write-problem')
    await page.fill('#message', 'Bonjour, je l’ai vue hier soir.'); await v.send('main form', 'written')
    await v.go('/m/lost', 'lost'); await v.send('main form', 'lost-problem')
    await v.go('/m/' + open.code); await page.locator('main form .button').first().click(); await v.shot('manage-open')
    await page.locator('.card .cover').first().click(); await v.shot('manage-thread')
    await v.go('/manage/erase', 'erase')
    await v.go('/manage'); await v.send('form[action$="/manage/code"]', 'code-new')
    open.code = (await page.locator('.code.long').innerText()).trim()
  })
}

for (const lang of process.env.LANGS?.split(',') ?? ['en', 'fr']) {
  for (const [size, viewport] of [['360', phone], ['1280', desktop]]) {
    const context = await visitor(b, { url: server.url, lang, viewport, dark: process.env.DARK === '1' })
    const page = await context.newPage()
    let n = 0
    const shot = async (name, of = page) => {
      n++
      await of.screenshot({ path: `${out}${lang}-${size}-${String(n).padStart(2, '0')}-${name}.png`, fullPage: true })
    }
    const go = async (path, name) => { await page.goto('/' + lang + path); await shot(name) }
    const next = async name => { await page.locator('main form .button').first().click(); await shot(name) }

    await go('/', 'home')
    await go('/search?q=Camile+Fauvel', 'search')
    await page.goto(`/${lang}/search?place=Paris&within=25&sex=female&age_from=20`)
    await page.locator('details.more summary').click(); await shot('search-filters')
    await go('/search?q=Camille+Fauvel&place=Marseille&sex=female', 'search-wider')
    await go('/search?q=zzzz', 'search-none')
    await go('/search?q=a&age_from=40&age_to=20', 'search-problem')
    await go('/p/' + open.reference, 'notice')
    await go('/find', 'find')
    await page.goto(`/${lang}/find?q=Jeanne+Testard&place=Paris`)
    await shot('find-results')
    await page.locator('.inset form .button').click(); await shot('find-who')
    await page.fill('#others', 'Jeannette\nЖанна Тестар')
    await next('find-age')
    await page.fill('#birth-y', '2999'); await next('find-age-problem')
    await page.fill('#birth-d', '27'); await page.fill('#birth-m', lang === 'fr' ? 'mars' : 'March'); await page.fill('#birth-y', '1998')
    await next('find-looks')
    await page.fill('#height', '1m70'); await page.fill('#hair', 'long, brown'); await page.fill('#clothes', 'red jacket\nblack jeans'); await page.fill('#carried', 'black backpack')
    await next('find-when')
    await next('find-where')
    await next('find-help')
    await page.fill('#companions', 'her brother Karim Haddad'); await page.fill('#languages', 'français, arabe')
    await next('find-you')
    await next('find-sharing')
    await next('find-check')
    await next('find-check-problems')
    const check = page.url()
    await page.goto(check.replace(/check.*/, 'you?back=check'))
    await page.fill('#phone', '+33 6 00 00 00 00')
    await page.locator('main form .button').first().click()
    await page.locator('input[name=consent]').check()
    await next('find-done')
    await go('/report', 'report')
    await go('/report/search?q=Camille', 'report-search')
    await page.goto('/' + lang + '/report')
    await page.locator('.door form .button').click(); await shot('report-who')
    await page.locator('details.more summary').click(); await shot('report-who-more')
    await page.fill('#companions', 'Karim Haddad')
    await page.fill('#age-min', '20'); await page.fill('#age-max', '30')
    await next('report-looks')
    await page.fill('#marks', 'swallow on the left wrist')
    await next('report-state')
    await next('report-sure')
    await next('report-where')
    await next('report-you')
    await page.locator('button[name=later]').click(); await shot('saved'); await page.goBack()
    await next('report-check')
    await next('report-done')
    await go('/m', 'open')
    await page.fill('#code', '123'); await next('open-problem')
    await go('/m/' + open.code, 'open-link')
    await next('manage')
    await go('/p/' + closed.reference, 'closed')
    await go('/p/XXXXXXXX', 'not-found')
    for (const name of ['help', 'privacy', 'how-we-check', 'accessibility']) await go('/' + name, name)
    await go('/sign-in', 'sign-in')
    await page.fill('#user', 'moderator'); await page.fill('#password', 'wrong'); await next('sign-in-problem')
    await page.fill('#password', password); await next('queue')
    await page.locator('form[action$="/next"] .button').click(); await shot('pair')
    await page.locator('form:has(#comment) .button').click(); await shot('pair-remark-problem')
    await page.locator('input[name=advice][value=no]').check(); await page.fill('#comment', 'The scar is on the other arm.')
    await page.locator('form:has(#comment) .button').click(); await shot('pair-remark')
    const alike = page.locator('.jump a[href*="/report"], .jump a[href*="/notice"]').first()
    if (await alike.count()) {
      const pair = page.url()
      await alike.click(); await shot('siblings')
      await page.locator('details.more summary').first().click(); await shot('siblings-decide')
      await page.goto(pair)
    }
    await page.locator('form:has(#reason) .button').click(); await shot('pair-problem')
    await page.locator('input[value=refused]').check(); await page.fill('#reason', 'Another height.')
    await page.locator('form:has(#reason) .button').click(); await shot('pair-refused')
    await go('/desk/queue', 'queue-after')
    await go('/desk/notices?ref=' + hoax.reference, 'desk-notice')
    await go('/_components', 'components')
    await staff(shot, lang, viewport)
    await context.close()
    console.log(`${lang} ${size}: ${n} pages`)
  }
}
await b.close()
await server.stop()
clean()
