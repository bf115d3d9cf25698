// Finds the proof of work that a form asks for, while the page is read: numbers
// whose SHA-256 (FIPS 180-4) with the challenge begins with zero bits. Without
// this script the form works too. It talks to nobody.
"use strict";
(function () {
  var primes = [], K = [], H = [];
  for (var c = 2; primes.length < 64; c++) {
    if (primes.every(function (p) { return c % p; })) primes.push(c);
  }
  function fraction(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
  for (var i = 0; i < 64; i++) K[i] = fraction(Math.cbrt(primes[i]));
  for (i = 0; i < 8; i++) H[i] = fraction(Math.sqrt(primes[i]));
  var w = new Int32Array(64);

  // zeros returns how many zero bits the hash of a text of at most 55 ASCII
  // letters begins with, up to 32.
  function zeros(text) {
    var n = text.length, t, x, y;
    w.fill(0, 0, 16);
    for (t = 0; t < n; t++) w[t >> 2] |= text.charCodeAt(t) << (24 - 8 * (t & 3));
    w[n >> 2] |= 128 << (24 - 8 * (n & 3));
    w[15] = n * 8;
    for (t = 16; t < 64; t++) {
      x = w[t - 15]; y = w[t - 2];
      w[t] = (w[t - 16] + w[t - 7] +
        ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ (x >>> 3)) +
        ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ (y >>> 10))) | 0;
    }
    var a = H[0], b = H[1], c = H[2], d = H[3], e = H[4], f = H[5], g = H[6], h = H[7];
    for (t = 0; t < 64; t++) {
      x = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
      y = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + x) | 0; d = c; c = b; b = a; a = (x + y) | 0;
    }
    return Math.clz32((a + H[0]) | 0);
  }

  document.querySelectorAll("form[data-wait]").forEach(function (form) {
    var part = form.elements.challenge.value.split("."), bits = +part[1], rounds = +part[2];
    var found = [], n = 0, waiting = null;
    function finish() {
      form.elements.proof.value = found.join(".");
      if (waiting) form.requestSubmit ? form.requestSubmit(waiting) : form.submit();
    }
    function work() {
      var end = performance.now() + 20; // leaves the page time to answer touches
      while (performance.now() < end) {
        for (var i = 0; i < 200 && found.length < rounds; i++, n++) {
          if (zeros(part[4] + ":" + found.length + ":" + n) >= bits) { found.push(n); n = -1; }
        }
        if (found.length === rounds) return finish();
      }
      setTimeout(work, 0);
    }
    form.addEventListener("submit", function (event) {
      if (found.length === rounds || event.submitter && event.submitter.name === "later") return;
      event.preventDefault();
      waiting = event.submitter || form.querySelector("button");
      waiting.textContent = form.dataset.wait;
    });
    work();
  });
})();
