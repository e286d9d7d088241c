import { expect, test } from 'vitest';
import { detectAll } from '../support/detect.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';

type Encode = (text: Buffer, number: number) => Buffer;

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
/** Every layer in one of its spellings. */
const LAYERS = {
  base64: (text, number) => latin1(text.toString(number % 3 === 2 ? 'base64url' : 'base64')),
  hex: (text, number) => latin1(number % 2 === 0 ? text.toString('hex') : text.toString('hex').toUpperCase()),
  utf16: (text, number) => {
    const little = Buffer.from(text.toString('latin1'), 'utf16le');
    return number % 2 === 0 ? little : little.swap16();
  },
  percent: (text) => latin1([...text].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')),
  escape: (text) => latin1([...text].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')),
} as const satisfies Record<string, Encode>;
type Layer = keyof typeof LAYERS;

const CARRIERS = ['base64', 'hex'] as const;
const under = (inner: readonly (readonly Layer[])[]): Layer[][] =>
  inner.flatMap((layers) => CARRIERS.map((outer) => [outer, ...layers]));
const ONE: readonly (readonly Layer[])[] = [['base64'], ['hex'], ['utf16']];
const TWO = [...under(ONE), ...under([['percent'], ['escape']])];
/** Outermost first. */
const ORDERS = [...TWO, ...under(under(ONE))];

/** What surrounds the text of each layer. */
const AROUND = [
  ['', ''],
  ['{"a":"', '"}'],
  ['x=', ''],
  ['Authorization: Basic ', '\n'],
  ['ab:', '; c=1'],
] as const;

function encoded(key: string, layers: readonly Layer[], number: number): Buffer {
  let text = latin1(number % 4 === 0 ? key : `NOUVEL_API_KEY='${key}' # nohuman.ai`);
  for (const [depth, layer] of layers.toReversed().entries()) {
    const [before, after] = AROUND[(number + depth) % AROUND.length] ?? ['', ''];
    const inner = LAYERS[layer](text, number + depth);
    text = layer === 'utf16' ? inner : Buffer.concat([latin1(before), inner, latin1(after)]);
  }
  return text;
}

test.each(ORDERS.map((layers) => [layers.join(' of '), layers] as const))(
  'of 20 keys each are found: %s',
  (_, layers) => {
    const missed: string[] = [];
    for (let number = 0; number < 20; number++) {
      for (const key of [nouvelKey(number), nohumanKey(number, 'base62', number % 2 === 0 ? 32 : 64)]) {
        const found = detectAll(encoded(key, layers, number)).map(({ secret }) => secret.reveal());
        if (found.length !== 1 || found[0] !== key)
          missed.push(`${number} ${key.slice(0, 8)} ${found.length}`);
      }
    }
    expect(missed).toEqual([]);
  },
);
