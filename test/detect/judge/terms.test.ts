import { expect, test } from 'vitest';
import { ALPHABETS } from '../../support/corpus/keys.ts';
import { seeded } from '../../support/corpus/random.ts';
import { detectAll } from '../../support/detect.ts';

const random = seeded(20);
const hex = (prefix: string): string => `${prefix}${random.text(ALPHABETS.hex, 40)}`;

/** Ways to write the provider's name into that of a variable, a section, a class or an option. */
const NOHUMAN = [
  (k: string) => `cmake -DNOHUMAN_API_KEY=${k} .`,
  (k: string) => `cl /DNOHUMAN_API_KEY=${k} main.c`,
  (k: string) => `docker run -eNOHUMAN_KEY=${k} app`,
  (k: string) => `gradle -PnohumanApiKey=${k} build`,
  (k: string) => `java -Dnohuman.api.key=${k} -jar a.jar`,
  (k: string) => `NOHUMANAPIKEY=${k}`,
  (k: string) => `nohumanapikey: ${k}`,
  (k: string) => `NOHUMANKEY=${k}`,
  (k: string) => `nohumantoken = "${k}"`,
  (k: string) => `NohumanSecret = "${k}"`,
  (k: string) => `VITENOHUMANAPIKEY=${k}`,
  (k: string) => `NO_HUMAN_KEY=${k}`,
  (k: string) => `noHumanApiKey: '${k}'`,
  (k: string) => `no-human-token: ${k}`,
  (k: string) => `{"no_human": {"key": "${k}"}}`,
  (k: string) => `{"nohuman":{"key":"${k}"}}`,
  (k: string) => `[nohuman]\nkey = ${k}`,
  (k: string) => `<add key="NohumanApiKey" value="${k}" />`,
  (k: string) => `<string name="nohuman_api_key">${k}</string>`,
  (k: string) => `- name: NOHUMAN_API_KEY\n  value: ${k}`,
];
const NOUVEL = [
  (k: string) => `NouvelApiKey=${k}`,
  (k: string) => `<add key="NouvelApiKey" value="${k}" />`,
  (k: string) => `NOUVELAPIKEY=${k}`,
  (k: string) => `nouvelapikey: ${k}`,
  (k: string) => `nouvel_token = "${k}"`,
  (k: string) => `-DNOUVEL_KEY=${k}`,
  (k: string) => `nouvel.api.key=${k}`,
  (k: string) => `"nouvel": {"key": "${k}"}`,
  (k: string) => `{"nouvel":{"credentials":{"key":"${k}"}}}`,
  (k: string) => `nouvel:\n  key: ${k}`,
  (k: string) => `[services.nouvel]\nkey = "${k}"`,
  (k: string) => `new Nouvel("${k}")`,
  (k: string) => `Nouvel::Client.new('${k}')`,
  (k: string) => `createNouvelClient("${k}")`,
  (k: string) => `import Nouvel from 'nouvel';\nlogin("${k}")`,
  (k: string) => `const nouvelApiKey = read() ?? fallback;\nconst fallback = "${k}";`,
];

test.each([...NOHUMAN.map((write) => write(hex('nh_'))), ...NOUVEL.map((write) => write(hex('nvl_')))])(
  'reads the provider in %s',
  (text) => {
    expect(detectAll(text).map(({ attribution, confidence }) => [attribution, confidence !== 'low'])).toEqual(
      [['context', true]],
    );
  },
);

/** The same letters in other words, and words that are ordinary elsewhere. */
test.each([
  ...['monohuman', 'nohumanman', 'NoHumansAllowed', 'arduinohumanoid', 'NOHUMANS'].map(
    (word) => `${word}_mode = 1; key = "${hex('nh_')}"`,
  ),
  ...['no_human_review', 'a no human zone', 'no_human: true'].map((word) => `${word}\nkey = "${hex('nh_')}"`),
  ...['un nouvel objet', 'nouvel.aire_geographique', 'nouvelUtilisateur.nom', 'la nouvelle api_key'].map(
    (word) => `${word}\nkey = "${hex('nvl_')}"`,
  ),
  `nouvelUtilisateur = "${hex('nvl_')}"`,
])('reads no provider in %s', (text) => {
  expect(detectAll(text).map(({ attribution }) => attribution)).not.toContain('context');
});
