import { expect, test } from 'vitest';
import { randomness } from '../../../src/detect/randomness/randomness.ts';
import type { IssuedForm } from '../../../src/model/rule.ts';
import { issuedBody } from '../../../src/rules/body.ts';
import { seededBytes } from '../../../src/rules/random.ts';
import { detectAll } from '../../support/detect.ts';
import { NOUVEL } from '../../support/keys.ts';

const BODIES = 120_000;
const AT_ONCE = 2_000;

function usualForm(): IssuedForm {
  const [form] = NOUVEL.shape.issued;
  if (form === undefined) throw new Error('Nouvel has issued forms');
  return form;
}

test('of 120,000 issued bodies none is rejected, however much it looks like a name', () => {
  const random = seededBytes(11);
  let nameLike = 0;
  let listed = 0;
  for (let made = 0; made < BODIES; made += AT_ONCE) {
    const bodies = Array.from({ length: AT_ONCE }, () => issuedBody(usualForm(), random));
    const found = detectAll(bodies.map((body) => `${NOUVEL.prefix}${body}\n`).join(''));
    expect(found).toHaveLength(AT_ONCE);
    listed += found.filter(({ confidence }) => confidence !== 'low').length;
    nameLike += bodies.filter((body) => randomness(body).verdict === 'name').length;
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
