import { expect, test } from 'vitest';
import { outcomeOf } from '../../../src/model/policy.ts';
import { ALPHABETS } from '../../support/corpus/keys.ts';
import { seeded } from '../../support/corpus/random.ts';
import { detect } from '../../support/detect.ts';

const random = seeded(8);
const body = (length = 32): string => random.text(ALPHABETS.base62, length);

type Write = (key: string) => string;

/** Places of a long random body that nothing attributes: given to a name, a header, a string or a line of its own. */
const OWN: Readonly<Record<string, Write>> = {
  assignment: (k) => `x = ${k}\n`,
  'JSON in JSON': (k) => `{"body":"{\\"value\\":\\"${k}\\"}"}`,
  'JSON in JSON in JSON': (k) => `{"a":"{\\"b\\":\\"{\\\\\\"value\\\\\\":\\\\\\"${k}\\\\\\"}\\"}"}`,
  'string of its own': (k) => `print(["a", "${k}"])\n`,
  heredoc: (k) => `docker login --password-stdin <<EOF\n${k}\nEOF\n`,
  'line of its own': (k) => `${k}\n`,
  'bullet of a list': (k) => `Keys:\n* ${k}\n`,
  'element of a YAML list': (k) => `values:\n  - first\n  - ${k}\n`,
  netrc: (k) => `machine api.example.org login me password ${k}\n`,
  'netrc of several lines': (k) => `machine api.example.org\n  login me\n  password ${k}\n`,
  'header of credentials': (k) => `Authorization: Bearer ${k}\r\n`,
  option: (k) => `tool --value ${k} run\n`,
  'default of a variable': (k) => `KEY="\${APP_VALUE:=${k}}"\n`,
  'column of a secret': (k) => `name,api_key\nalice,${k}\n`,
  'secret in a log': (k) => `2026-01-31T12:00:00Z INFO api_key=${k} ok\n`,
};

/** The same inside running text, tables and logs. */
const INSIDE: Readonly<Record<string, Write>> = {
  printf: (k) => `printf '%s' ${k} | docker login\n`,
  TSV: (k) => `alice\t${k}\t2026\n`,
  CSV: (k) => `name,value,date\nalice,${k},2026-01-31\n`,
  'quoted CSV': (k) => `"name","value"\n"alice","${k}"\n`,
  'CSV without a header': (k) => `alice,${k},2026-01-31\n`,
  'semicolon CSV': (k) => `name;value;date\nalice;${k};2026-01-31\n`,
  'psql table': (k) => ` name  |  value\n-------+--------\n alice | ${k}\n(1 row)\n`,
  'COPY of PostgreSQL': (k) => `COPY public.t (name, value) FROM stdin;\nalice\t${k}\n\\.\n`,
  'Markdown table': (k) => `| name | value |\n|---|---|\n| alice | ${k} |\n`,
  'Markdown table of code': (k) => `| name | value |\n|---|---|\n| alice | \`${k}\` |\n`,
  'log line': (k) => `2026-01-31T12:00:00Z INFO refused ${k} of alice\n`,
  'syslog line': (k) => `Jan 31 12:00:00 host app[1]: refused ${k} of alice\n`,
  'commit message': (k) => `Use the new one\n\nIt was ${k} before, and everybody saw it.\n`,
  sentence: (k) => `Ask for ${k} at the desk.\n`,
  'list of several in a line': (k) => `${k},nh_${body()},nh_${body()}\n`,
};

test.each([
  ...Object.entries(OWN).map(([place, write]) => [place, 'fail', write] as const),
  ...Object.entries(INSIDE).map(([place, write]) => [place, 'warn', write] as const),
])('a random body in a %s is listed; it would %s', (_, outcome, write) => {
  for (const prefix of ['nh_', 'nvl_']) {
    const key = `${prefix}${body(34)}`;
    const first = detect(write(key)).find(({ secret }) => secret.reveal() === key);
    expect([first?.confidence, first && outcomeOf(first)]).toEqual(['medium', outcome]);
  }
});

/** Parts of something longer, and ids by name or column. */
const PARTS: Readonly<Record<string, Write>> = {
  'path of a URL': (k) => `see https://a.example/v1/things/${k} there\n`,
  'fragment of a URL': (k) => `"https://a.example/share#${k}"\n`,
  'data URI': (k) => `src="data:text/plain,${k}"\n`,
  route: (k) => `app.get("/things/${k}")\n`,
  'segment with more behind it': (k) => `GET /v1/things/${k}/parts HTTP/1.1\n`,
  'relative path': (k) => `![a](images/${k}/1)\n`,
  'file name': (k) => `logo: ${k}.png\n`,
  'name of an archive': (k) => `tar xf ${k}.tar.gz\n`,
  'image for denser screens': (k) => `${k}@2x.png\n`,
  'last part of a signed token': (k) => `session = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0.${k}"\n`,
  'first part of a signed token': (k) => `token = "${k}.${body(32)}"\n`,
  'column of ids in CSV': (k) => `name,customer_id\nalice,${k}\n`,
  'column of ids in TSV': (k) => `name\trequest_id\nalice\t${k}\n`,
  'column of ids in Markdown': (k) => `| name | id |\n|---|---|\n| alice | ${k} |\n`,
  'column of ids in psql': (k) => ` name  |  id\n-------+--------\n alice | ${k}\n`,
  'column of ids in COPY': (k) => `COPY t (name, order_id) FROM stdin;\nalice\t${k}\n`,
  'column of ids in INSERT': (k) => `INSERT INTO t (name, user_id) VALUES ('alice', '${k}');\n`,
  'argument of a function of ids': (k) => `findUserById("${k}")\n`,
  'list of ids': (k) => `customerIds: ["nh_${body()}", "${k}"]\n`,
  'YAML list of ids': (k) => `user_ids:\n  - nh_${body()}\n  - ${k}\n`,
  'key of a React element': (k) => `<Row\n  key="${k}"\n/>\n`,
};

test.each(Object.entries(PARTS))('a random body as a %s is not listed', (_, write) => {
  const key = `nh_${body(34)}`;
  expect(detect(write(key)).filter(({ secret }) => secret.reveal() === key)).toEqual([]);
});

test.each([
  ['user of an address', (k: string) => `git clone https://me:${k}@git.example/a.git\n`],
  ['parameter of an address', (k: string) => `curl https://a.example/v1?api_key=${k}\n`],
  ['replacement of sed', (k: string) => `sed -i 's/YOUR_KEY/${k}/' .env\n`],
  ['comment', (k: string) => `//${k}\n`],
])('a random body as a %s is no part of a path', (_, write) => {
  expect(detect(write(`nh_${body(34)}`))).toHaveLength(1);
});
