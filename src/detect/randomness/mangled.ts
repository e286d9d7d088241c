/** Compilers' names: scopes and functions with their lengths before them (Itanium C++ ABI, Rust, Swift). */

/** How a mangled name starts: `_ZN`, `_Z`; Rust v0 `_RNvCs…_`; Swift `_TtC`, `_T0`. A bare `s` may start chance text. */
const HEAD =
  /^(?:_?ZNK?|_Z(?:T[A-Za-z]|GV|N|K|S[a-z])*|_?R(?:Nv|INv|M|X)[A-Za-z]*?s[0-9A-Za-z]{1,13}_|_?R(?:Nv|INv)[A-Z]|_?TtC|_T0|s)(?=[0-9])/;
const START = /^[_ZRTs]/;
const WEAK_HEAD = 's';
const COUNTED = /[1-9][0-9]?(?=[A-Za-z_])/y;

/** True if `body` is a mangled name: such a start, and names that are as long as the numbers before them say. */
export function isMangled(body: string): boolean {
  if (!START.test(body)) return false;
  const head = HEAD.exec(body)?.[0];
  if (head === undefined) return false;
  const names = countedNames(body, head.length);
  return head === WEAK_HEAD ? names >= 2 && /[A-Z]/.test(body) : names >= 1;
}

function countedNames(body: string, from: number): number {
  let names = 0;
  for (let at = from; at < body.length; names++) {
    COUNTED.lastIndex = at;
    const digits = COUNTED.exec(body)?.[0];
    if (digits === undefined) break;
    at += digits.length + Number(digits);
    if (at > body.length || Number(digits) < 2) break;
  }
  return names;
}
