// Other sites can neither show a page of this one in a frame nor send its forms
// for somebody (A14), and a browser without scripts gets past the brake on copying.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createServer } from 'node:http'
import { browser, build, folder, start, visitor } from './harness.mjs'

let server, b, clean, evil
before(async () => {
  let dir
  [dir, clean] = folder()
  server = await start(build(dir), ['demo', '--listen', '127.0.0.1:0'])
  b = await browser()
  // localhost is another origin than 127.0.0.1, and another site.
  evil = createServer((req, res) => {
    res.setHeader('Content-Type', 'text/html')
    if (req.url === '/own') return res.end('Retrouve, a page that may be framed')
    const path = new URL(req.url, 'http://x').searchParams.get('path'), to = (path === '/own' ? '' : server.url) + path
    res.end(`<!doctype html><title>x</title><iframe src="${to}"></iframe><object data="${to}"></object><embed src="${to}">
      <form method="post" action="${server.url}/en/find/new"><input name="names" value="Forged"><button>go</button></form>`)
  })
  await new Promise(resolve => evil.listen(0, 'localhost', resolve))
})
after(async () => {
  evil?.close()
  await b?.close()
  await server?.stop()
  clean?.()
})

test('no page is shown in a frame of another site', async () => {
  const context = await visitor(b, { url: server.url, js: true })
  const page = await context.newPage()
  const shown = async path => {
    await page.goto(`http://localhost:${evil.address().port}/?path=${encodeURIComponent(path)}`)
    const texts = await Promise.all(page.frames().slice(1).map(f => f.evaluate(() => document.body?.innerText ?? '').catch(() => '')))
    return texts.filter(text => /Retrouve|Not Found|results/.test(text))
  }
  assert.equal((await shown('/own')).length, 3, 'the test sees what is framed')
  for (const path of ['/', '/en/search?q=Anna', '/en/m', '/en/sign-in', '/en/find', '/en/nothing', '/static/none.css', '/api/v1/search?q=Anna']) {
    assert.deepEqual(await shown(path), [], path + ' is shown in a frame')
  }
  await context.close()
})

test('a form of another site is refused', async () => {
  const context = await visitor(b, { url: server.url })
  const page = await context.newPage()
  await page.goto(`http://localhost:${evil.address().port}/?path=/`)
  const answer = page.waitForResponse(r => r.url().endsWith('/find/new'))
  await page.locator('button').click()
  assert.equal((await answer).status(), 403)
  await context.close()
})

test('who leafs a lot works with a script, types a whole name without', async () => {
  const leaf = async js => {
    const context = await visitor(b, { url: server.url, js })
    const page = await context.newPage()
    for (const name of ['Marie', 'Jean', 'Paul', 'Anna', 'Sophie', 'Karim', 'Ali', 'Lucas', 'Emma', 'Nadia', 'Hugo', 'Omar', 'Louis', 'Claire', 'Leila', 'Ahmed']) {
      for (const n of [1, 2, 3]) {
        await page.goto(`/en/search?q=${name}&page=${n}`)
        if (await page.locator('#meter').count()) return [page, context]
      }
    }
    assert.fail('nobody stops who leafs')
  }
  const [plain, without] = await leaf(false)
  assert.equal(await plain.locator('#meter form .button').isVisible(), false, 'a button that needs a script is not shown without')
  assert.match(await plain.locator('#meter').innerText(), /type the first name and the family name/)
  await without.close()
  const [page, context] = await leaf(true)
  const before = await page.locator('.card').count()
  await page.locator('#meter form .button').click()
  await page.waitForURL(/search/)
  await page.waitForFunction(n => document.querySelectorAll('.card').length > n, before)
  await context.close()
})
