/**
 * Files of a company whose record ids start like our keys: `nh_` and what nanoid, ksuid or cuid make. Exports, snapshots,
 * Terraform's state, logs, routes and names of images, as tools write them.
 */
import { ALPHABETS } from './keys.ts';
import type { Random } from './random.ts';

export interface CompanyFile {
  readonly kind: string;
  readonly path: string;
  readonly text: string;
}

/** What makes the ids of one company. */
const ID_MAKERS = [
  (random: Random) => `nh_${random.text(ALPHABETS.base64url, 21)}`,
  (random: Random) => `nh_${random.text('23', 1)}${random.text(ALPHABETS.base62, 26)}`,
  (random: Random) => `nh_cm${random.text(ALPHABETS.base36, 23)}`,
  (random: Random) => `nh_${random.text(ALPHABETS.base36, 24)}`,
] as const;

interface Maker {
  readonly random: Random;
  /** An id of the company's. */
  id(): string;
}

type Write = (maker: Maker) => string;
type Kind = readonly [path: string, write: Write];

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');
const NAMES = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald', 'Ken', 'Dennis'] as const;
const nameOf = ({ random }: Maker): string => random.pick(NAMES);
const time = (i: number): string =>
  `2026-0${1 + (i % 9)}-1${i % 10}T0${i % 10}:1${i % 6}:0${i % 10}.${100 + (i % 900)}Z`;

const CSV: readonly Kind[] = [
  [
    'exports/customers.csv',
    (m) =>
      `id,name,email,plan\n${lines(20, (i) => `${m.id()},${nameOf(m)},user${i}@example.com,${m.random.pick(['free', 'pro'])}`)}`,
  ],
  [
    'exports/orders.csv',
    (m) =>
      `"order_id","customer","total","created_at"\n${lines(20, (i) => `"${m.id()}","${m.id()}","${i * 7}.00","${time(i)}"`)}`,
  ],
  ['exports/links.csv', (m) => `source;target;weight\n${lines(20, (i) => `${m.id()};${m.id()};${i}`)}`],
  ['exports/ids.txt', (m) => lines(30, () => m.id())],
  [
    'exports/usage.tsv',
    (m) => `account\tday\tminutes\n${lines(20, (i) => `${m.id()}\t${time(i).slice(0, 10)}\t${i}`)}`,
  ],
  ['data/no-header.csv', (m) => lines(20, (i) => `${i},${m.id()},${nameOf(m)},${time(i)}`)],
];

const SNAPSHOTS: readonly Kind[] = [
  [
    'src/__snapshots__/customer.test.ts.snap',
    (m) => `// Jest Snapshot v1, https://goo.gl/fbAQLP

exports[\`returns the customer 1\`] = \`
Object {
  "createdAt": "${time(3)}",
  "id": "${m.id()}",
  "members": Array [
    "${m.id()}",
    "${m.id()}",
    "${m.id()}",
  ],
  "owner": Object {
    "id": "${m.id()}",
    "name": "${nameOf(m)}",
  },
  "parentId": "${m.id()}",
}
\`;
`,
  ],
  [
    'src/components/__snapshots__/List.test.tsx.snap',
    (m) => `exports[\`List renders 1\`] = \`
<ul
  data-testid="list-${m.id()}"
>
${lines(6, () => `  <li\n    data-id="${m.id()}"\n    key="${m.id()}"\n  >\n    <a\n      href="/customers/${m.id()}"\n    >\n      ${nameOf(m)}\n    </a>\n  </li>`)}</ul>
\`;
`,
  ],
  [
    'test/__snapshots__/events.snap',
    (m) => `exports[\`publishes 1\`] = \`
[
${lines(5, () => `  {\n    "aggregateId": "${m.id()}",\n    "event": "created",\n    "payload": {\n      "customer": "${m.id()}",\n      "order": "${m.id()}",\n    },\n  },`)}]
\`;
`,
  ],
  [
    'test/list.test.ts',
    (m) =>
      `test('sorts', () => {\n  expect(sorted.map(({ id }) => id)).toMatchInlineSnapshot(\`\n    [\n${lines(5, () => `      "${m.id()}",`)}    ]\n  \`);\n});\n`,
  ],
];

const TERRAFORM: readonly Kind[] = [
  [
    'infra/terraform.tfstate',
    (m) =>
      `${JSON.stringify(
        {
          version: 4,
          terraform_version: '1.9.5',
          lineage: '5d8c0f4e-9b9c-4b8f-8f8e-2f6d1f9a7a10',
          outputs: {
            tenant_id: { value: m.id(), type: 'string' },
            customer_ids: { value: [m.id(), m.id()], type: ['tuple', ['string', 'string']] },
          },
          resources: Array.from({ length: 4 }, () => ({
            mode: 'managed',
            type: 'acme_tenant',
            name: 'main',
            instances: [
              {
                schema_version: 0,
                attributes: {
                  arn: `arn:aws:s3:::acme-${m.id()}`,
                  id: m.id(),
                  owner: m.id(),
                  bucket: m.id(),
                  self_link: `https://api.acme.example/v1/tenants/${m.id()}`,
                  tags: { Name: m.id(), tenant: m.id() },
                },
              },
            ],
          })),
        },
        undefined,
        2,
      )}\n`,
  ],
  [
    'infra/main.tf',
    (m) => `resource "acme_member" "ada" {
  tenant_id = "${m.id()}"
  member    = "${m.id()}"
}

import {
  to = acme_tenant.main
  id = "${m.id()}"
}

module "tenant" {
  source   = "./tenant"
  customer = "${m.id()}"
  ids      = ["${m.id()}", "${m.id()}"]
}
`,
  ],
];

const LOGS: readonly Kind[] = [
  [
    'logs/app.log',
    (m) =>
      lines(30, (i) =>
        m.random.pick([
          `${time(i)} INFO  request_id=${m.id()} user=${m.id()} GET /v1/orders/${m.id()} 200 ${i}ms`,
          `${time(i)} WARN  retrying job ${m.id()} of ${m.id()}`,
          `${time(i)} DEBUG cache miss for ${m.id()}`,
          `[${time(i)}] ERROR payment ${m.id()} failed: customer ${m.id()} not found`,
        ]),
      ),
  ],
  [
    'logs/app.jsonl',
    (m) =>
      lines(20, (i) =>
        JSON.stringify({
          ts: time(i),
          level: 'info',
          traceId: m.id(),
          customer: m.id(),
          msg: `charged ${m.id()}`,
        }),
      ),
  ],
  [
    'logs/access.log',
    (m) =>
      lines(
        20,
        (i) =>
          `10.0.0.${i} - - [10/Feb/2026:10:00:0${i % 10} +0000] "GET /customers/${m.id()}?ref=${m.id()} HTTP/1.1" 200 12`,
      ),
  ],
];

const ROUTES: readonly Kind[] = [
  [
    'test/routes.test.ts',
    (m) =>
      `${lines(6, () => `  await request(app).get('/v1/customers/${m.id()}/orders').expect(200);`)}${lines(4, () => `  navigate(\`/customers/${m.id()}\`);`)}`,
  ],
  [
    'public/sitemap.xml',
    (m) =>
      `<urlset>\n${lines(10, () => `  <url><loc>https://acme.example/p/${m.id()}</loc></url>`)}</urlset>\n`,
  ],
  [
    'docs/api.http',
    (m) =>
      lines(5, () => `GET https://api.acme.example/v1/customers/${m.id()}?expand=orders\nAccept: */*\n\n###`),
  ],
  [
    'scripts/smoke.sh',
    (m) =>
      lines(6, () => `curl -fsS "https://api.acme.example/v1/orders/${m.id()}" -H "X-Request-Id: ${m.id()}"`),
  ],
  ['nginx/redirects.conf', (m) => lines(8, () => `rewrite ^/old/${m.id()}$ /customers/${m.id()} permanent;`)],
];

const IMAGES: readonly Kind[] = [
  [
    'deploy/tenant.yaml',
    (m) =>
      lines(
        4,
        () =>
          `  - name: ${nameOf(m).toLowerCase()}\n    image: registry.acme.example/tenants/${m.id()}:1.${m.random.below(90)}`,
      ),
  ],
  [
    'src/gallery.html',
    (m) =>
      lines(8, () => `<img src="/uploads/${m.id()}.png" srcset="/uploads/${m.id()}@2x.png 2x" alt="photo">`),
  ],
  ['docs/people.md', (m) => lines(6, () => `![${nameOf(m)}](images/${m.id()}.jpg)`)],
  ['uploads/manifest.txt', (m) => lines(20, () => `${m.id()}.${m.random.pick(['webp', 'png', 'mp4'])}`)],
  [
    'uploads/index.json',
    (m) =>
      `${JSON.stringify(
        Array.from({ length: 6 }, () => ({ file: `${m.id()}.webp`, original: m.id(), width: 640 })),
        undefined,
        2,
      )}\n`,
  ],
];

const KINDS = { CSV, snapshots: SNAPSHOTS, tfstate: TERRAFORM, logs: LOGS, routes: ROUTES, images: IMAGES };

/** `count` files, each kind as often as another, each company's ids of one maker. */
export function companyFiles(count: number, random: Random): readonly CompanyFile[] {
  const kinds = Object.entries(KINDS);
  return Array.from({ length: count }, (_, i) => {
    const [kind, files] = kinds[i % kinds.length] ?? ['', CSV];
    const [path, write] = files[Math.floor(i / kinds.length) % files.length] ?? CSV[0] ?? ['', () => ''];
    const make = random.pick(ID_MAKERS);
    return { kind, path, text: write({ random, id: () => make(random) }) };
  });
}
