// A little work for the browser while a survey is flooded: find a number so that SHA-256 of "<challenge>:<number>"
// begins with enough zero bits, then send the answers with it. Without it the page says what else there is to do.
const form = document.querySelector("[data-proof]");
const state = document.querySelector("[data-proof-state]");
const AT_ONCE = 512;

const zeroBits = (digest) => {
  const bytes = new Uint8Array(digest);
  let bits = 0;
  for (const byte of bytes) {
    if (byte === 0) {
      bits += 8;
      continue;
    }
    return bits + Math.clz32(byte) - 24;
  }
  return bits;
};

const solve = async (challenge, bits) => {
  const encoder = new TextEncoder();
  for (let first = 0; ; first += AT_ONCE) {
    const digests = await Promise.all(
      Array.from({ length: AT_ONCE }, (_each, index) =>
        crypto.subtle.digest("SHA-256", encoder.encode(`${challenge}:${first + index}`))),
    );
    const found = digests.findIndex((digest) => zeroBits(digest) >= bits);
    if (found >= 0) return first + found;
  }
};

// Browsers offer these functions on secure addresses only.
if (form && globalThis.crypto && crypto.subtle) {
  state.textContent = state.dataset.textWorking;
  const number = await solve(form.dataset.proof, Number(form.dataset.proofBits));
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "proof";
  field.value = `${form.dataset.proof}:${number}`;
  form.append(field);
  form.requestSubmit(form.querySelector("[data-send-button]"));
}
