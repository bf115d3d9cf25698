// Writes a picture of every page, at 360 and 1280 px, in each language, to
// ../screens: for people to look at.
import { mkdirSync } from 'node:fs'
import { browser, build, desktop, folder, phone, start, visitor } from './harness.mjs'

const out = new URL('../screens/', import.meta.url).pathname
mkdirSync(out, { recursive: true })
const [dir, clean] = folder()
const server = await start(build(dir), ['demo', '--dev', '--listen', '127.0.0.1:0'])
const text = server.output()
const password = text.match(/moderator\s+(\S+)/)[1]
const codes = [...text.matchAll(/^\s+((?:[0-9A-Z]{4}-){8}[0-9A-Z])\s+(\S+)\s+(.*)$/gm)].map(m => ({ code: m[1], reference: m[2], about: m[3] }))
const open = codes.find(c => !/closed|hoax|hiding/.test(c.about))
const closed = codes.find(c => /: closed/.test(c.about))
const hoax = codes.find(c => /hoax/.test(c.about))

const b = await browser()
for (const lang of process.env.LANGS?.split(',') ?? ['en', 'fr']) {
  for (const [size, viewport] of [['360', phone], ['1280', desktop]]) {
    const context = await visitor(b, { url: server.url, lang, viewport, dark: process.env.DARK === '1' })
    const page = await context.newPage()
    let n = 0
    const shot = async name => {
      n++
      await page.screenshot({ path: `${out}${lang}-${size}-${String(n).padStart(2, '0')}-${name}.png`, fullPage: true })
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
    await page.fill('#height', '1m70'); await page.fill('#hair', 'long, brown'); await page.fill('#clothes', 'red jacket\nblack jeans')
    await next('find-when')
    await next('find-where')
    await next('find-help')
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
    await context.close()
    console.log(`${lang} ${size}: ${n} pages`)
  }
}
await b.close()
await server.stop()
clean()
