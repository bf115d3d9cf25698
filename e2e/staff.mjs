// What staff and families do, step by step: shared by the tests of trust.
import assert from 'node:assert/strict'
import { code, setUp } from './harness.mjs'

export const password = 'kettle orbit mango'

/** Follows an invitation and sets up the second factor; returns the account, signed in. */
export async function accept(v, link, user) {
  await v.page.goto(link.replace(/(\/(en|fr))?\/invite\//, `/${v.lang}/invite/`)); await v.check()
  await v.fill({ user, new_password: password }); await v.twice(/factor$/)
  return { v, user, key: await setUp(v), steps: 0 }
}

/** Shows a fresh code where one is asked for; a code counts once. */
export async function prove(who) {
  const { v } = who
  if (!await v.page.locator('#stepup').count()) return
  await v.check()
  for (; who.steps < 3; await v.page.waitForTimeout(10000)) {
    who.steps++
    await v.page.locator('#stepup').fill(code(who.key, 1)); await v.press()
    if (!await v.page.locator('#stepup').count()) return
  }
}

/** Invites somebody and returns the link. */
export async function invite(boss, role, name, organisation) {
  const { v } = boss
  await v.go('/admin/invitations')
  await v.pick('role', role); await v.fill({ for: name })
  if (organisation) await v.page.locator('label', { hasText: organisation }).first().click()
  await v.press(); await prove(boss)
  await v.check()
  return v.page.locator('.panel .address').innerText()
}

/** Files a notice the short way, like a machine if asked to, and returns its reference and code. */
export async function file(v, name, { marks, phone = '', email = '', machine = false } = {}) {
  await v.go('/find?q=' + encodeURIComponent(name))
  await v.page.locator('.inset form .button').click()
  const draft = v.page.url().replace(/who.*$/, '')
  const step = async (at, fields) => { await v.page.goto(draft + at); await v.fill(fields); await v.press() }
  await step('age', { 'age-min': 40 })
  if (marks) await step('looks', { marks })
  await step('where', { area: 'Salle Aurore, Paris' })
  await step('you', { phone: phone || (email ? '' : '+33 6 39 98 00 01'), email })
  await v.page.goto(draft + 'sharing'); await v.pick('visibility', 'public'); await v.press()
  await v.page.goto(draft + 'check'); await v.page.locator('input[name=consent]').check()
  if (machine) await v.page.locator('input[name=more]').evaluate(el => { el.value = 'x' }) // haste would be a race with this machine
  else await v.read()
  await v.press(); await v.page.waitForURL(/done$/)
  return { reference: (await v.page.locator('.panel .code').innerText()).replaceAll('-', ''), code: await v.page.locator('.code.long').innerText() }
}

/** Opens the page of who holds a code. */
export async function manage(v, code) {
  await v.go('/m'); await v.fill({ code }); await v.press()
  await v.page.waitForURL(/manage/)
}

/** Opens the pair of a name in the queue, once it is there. */
export async function pair(v, name) {
  const card = v.page.locator('.card .cover', { hasText: name }).first()
  for (let i = 0; i < 60; i++) {
    await v.go('/desk/queue')
    if (await card.count()) break
    await v.page.waitForTimeout(300)
  }
  await card.click()
}

/** Decides on the pair that is open. */
export async function decide(v, decision, basis, contact_point = '') {
  await v.pick('decision', decision); await v.pick('basis', basis)
  await v.fill({ reason: 'Called the hospital', ...contact_point && { contact_point } }) // a death has nobody to call
  await v.page.locator('form:has(#reason) .button').click()
  assert.equal(await v.page.locator('.summary-box').count(), 0, await v.text())
  await v.check()
}

/** Leaves the desk, with the menu that fits the screen. */
export async function signOut(v) {
  await v.go('/desk')
  if (v.page.viewportSize().width < 600) await v.page.locator('.bar summary').click()
  await v.page.locator('.bar form:visible button').first().click()
  await v.go('/desk'); assert.match(v.page.url(), /sign-in$/)
}
