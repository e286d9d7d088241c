import { expect, test } from 'vitest';
import { rootView } from '../../../src/detect/decode/view.ts';
import { createJudge } from '../../../src/detect/judge/judge.ts';
import { randomness } from '../../../src/detect/randomness/randomness.ts';
import type { IssuedForm } from '../../../src/model/rule.ts';
import { issuedBody } from '../../../src/rules/body.ts';
import { seededBytes } from '../../../src/rules/random.ts';
import { detectAll } from '../../support/detect.ts';
import { NOUVEL } from '../../support/keys.ts';

const BODIES = 120_000;

function usualForm(): IssuedForm {
  const [form] = NOUVEL.shape.issued;
  if (form === undefined) throw new Error('Nouvel has issued forms');
  return form;
}

test('of 120,000 issued bodies none is rejected, however much it looks like a name', () => {
  const random = seededBytes(11);
  const judge = createJudge([NOUVEL]);
  let nameLike = 0;
  let listed = 0;
  for (let made = 0; made < BODIES; made++) {
    const body = issuedBody(usualForm(), random);
    const key = NOUVEL.prefix + body;
    const view = rootView(Buffer.from(key), false);
    const candidate = { rule: NOUVEL, view, start: 0, end: key.length, key, body, dotted: false };
    const { confidence } = judge(candidate, '');
    if (confidence === undefined) expect.fail(`rejected: ${body}`);
    if (confidence !== 'low') listed++;
    if (randomness(body).verdict === 'name') nameLike++;
  }
  expect(nameLike).toBeGreaterThan(0);
  // The others look like a name by more than a few bits, or are of one case as hashes are.
  expect(listed).toBeGreaterThan(BODIES * 0.9999);
}, 120_000);

/** Names in camelCase that happen to be base58 of 16 bytes. */
const NAMES = ['getUserAccountSettings', 'parseRequestBodyStream', 'AbstractBeanFactoryPub'];

test('a name of the issued form is not listed', () => {
  for (const name of NAMES) {
    for (const { confidence } of detectAll(`const x = ${NOUVEL.prefix}${name};`))
      expect(confidence).toBe('low');
  }
});
