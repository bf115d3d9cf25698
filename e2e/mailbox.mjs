// A mail server on this machine that keeps what it takes (RFC 5321, as much of it
// as our own letters need).
import { createServer } from 'node:net'

/** Starts one; letters are {to, subject, text, html}, the newest last. */
export async function mailbox() {
  const letters = []
  const server = createServer(socket => {
    let rest = '', to = '', body = null
    const say = line => socket.write(line + '\r\n')
    say('220 mail.example.org')
    socket.on('error', () => {})
    socket.on('data', chunk => {
      rest += chunk.toString('latin1')
      for (let end; (end = rest.indexOf('\r\n')) >= 0;) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (body !== null) {
          if (line !== '.') { body += line.replace(/^\./, '') + '\n'; continue }
          letters.push({ to, ...read(body) })
          body = null
          say('250 kept')
        } else if (/^RCPT TO:/i.test(line)) { to = line.match(/<(.*?)>/)[1]; say('250 ok')
        } else if (/^DATA/i.test(line)) { body = ''; say('354 go on')
        } else if (/^QUIT/i.test(line)) { say('221 bye'); socket.end()
        } else say('250 ok')
      }
    })
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  return {
    address: `127.0.0.1:${server.address().port}`, letters,
    /** Waits for a letter to an address that fits, and returns it. */
    next: async (to, fits) => {
      for (let i = 0; i < 150; i++) {
        const found = letters.find(l => l.to === to && fits.test(l.text))
        if (found) return found
        await new Promise(done => setTimeout(done, 100))
      }
      throw new Error(`no letter to ${to} with ${fits} among: ${letters.map(l => l.to + ' ' + l.subject).join(', ')}`)
    },
    stop: () => new Promise(done => server.close(done)),
  }
}

/** Takes a message apart: its subject, and its text and HTML parts (RFC 2045 to 2047). */
function read(message) {
  const [head, body] = split(message)
  const boundary = head.match(/boundary="?([^";\n]+)/i)?.[1]
  const out = { subject: words(head.match(/^Subject: ((?:.|\n[ \t])*)/mi)?.[1] ?? ''), head, text: '', html: '' }
  for (const part of boundary ? body.split('--' + boundary) : [message]) {
    const [h, b] = split(part.replace(/^\n/, ''))
    if (/text\/plain/i.test(h)) out.text = decoded(h, b)
    if (/text\/html/i.test(h)) out.html = decoded(h, b)
  }
  return out
}

const split = s => { const at = s.indexOf('\n\n'); return at < 0 ? [s, ''] : [s.slice(0, at), s.slice(at + 2)] }
const bytes = s => s.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
const utf8 = s => Buffer.from(s, 'latin1').toString('utf8')

function decoded(head, body) {
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  return utf8(/quoted-printable/i.test(head) ? bytes(body) : body)
}

const words = s => s.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, kind, text) =>
  kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : utf8(bytes(text.replaceAll('_', ' '))))
