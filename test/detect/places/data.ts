/** Keys in tables, dumps and lock files. */
import { json } from './encode.ts';
import { places } from './place.ts';

const SQL = places('SQL', 'dump.sql', {
  insert: (k, w) => `INSERT INTO settings (name, value) VALUES ('${w.snake}', '${k}');\n`,
  'insert without a name': (k) => `INSERT INTO t VALUES (1,'${k}',NULL);\n`,
  'insert of several rows': (k, w) => `INSERT INTO \`k\` VALUES (1,'${w.other}'),(2,'${k}'),(3,'');\n`,
  'named column': (k, w) => `INSERT INTO accounts (id, ${w.snake}) VALUES (1, '${k}');\n`,
  update: (k, w) => `UPDATE users SET ${w.snake} = '${k}' WHERE id = 1;\n`,
  where: (k, w) => `SELECT * FROM users WHERE ${w.snake}='${k}';\n`,
  'column default': (k, w) => `${w.snake} varchar(80) DEFAULT '${k}'::character varying,\n`,
  'copy of Postgres': (k, w) => `COPY public.users (id, ${w.snake}) FROM stdin;\n1\t${k}\n\\.\n`,
  'copy, inner column': (k) => `COPY k FROM stdin;\n1\t${k}\t2026-01-31\tt\n\\.\n`,
  'copy, text before': (k) => `COPY k FROM stdin;\nann\t${k}\t\\N\n\\.\n`,
  'create user': (k, w) => `CREATE USER ${w.section} WITH PASSWORD '${k}';\n`,
  'SQLite dump': (k) => `INSERT INTO "k" VALUES('a','${k}',1700000000);\n`,
  'JSON column': (k, w) => `INSERT INTO c VALUES (1, '{"${w.camel}": "${k}"}');\n`,
  'JSON column, escaped': (k, w) => `INSERT INTO c VALUES (1,'{\\"${w.camel}\\": \\"${k}\\"}');\n`,
  'SQL Server': (k) => `INSERT [dbo].[K] VALUES (1, N'${k}', 0)\r\nGO\r\n`,
  'hexadecimal blob': (k) =>
    `INSERT INTO k VALUES (1, X'${Buffer.from(k).toString('hex').toUpperCase()}');\n`,
  'hexadecimal bytea': (k) => `1\t\\\\x${Buffer.from(k).toString('hex')}\n`,
  comment: (k, w) => `-- ${w.title} ${k}\n`,
  'comment without a blank': (k) => `--${k}\n`,
});

const TABLES = places('table', 'export.csv', {
  'CSV, last column': (k, w) => `name,value\n${w.snake},${k}\n`,
  'CSV, inner column': (k, w) => `id,${w.snake},date\n1,${k},2026-01-31\n`,
  'CSV, first column': (k, w) => `${w.snake},id\n${k},1\n`,
  'CSV, quoted': (k) => `"1","${k}","2026-01-31"\n`,
  'CSV, between names': (k) => `ann,${k},eu\nbob,,us\n`,
  'CSV, semicolons': (k) => `id;key;date\r\n1;${k};31.01.2026\r\n`,
  'CSV, semicolons with a name': (k, w) => `${w.snake};${k}\r\n`,
  TSV: (k, w) => `id\t${w.snake}\n1\t${k}\n`,
  'TSV, inner column': (k) => `1\t${k}\tann\n`,
  'pipe-separated': (k) => `1|${k}|ann\n`,
  psql: (k, w) => ` id | ${w.snake} \n----+------\n  1 | ${k}\n(1 row)\n`,
  'psql, inner column': (k) => ` 1 | ${k} | 2026-01-31\n`,
  'psql, expanded': (k, w) => `-[ RECORD 1 ]---\nid    | 1\n${w.snake} | ${k}\n`,
  mysql: (k, w) => `+----+------+\n| id | ${w.snake} |\n+----+------+\n|  1 | ${k} |\n+----+------+\n`,
  'mysql, vertical': (k, w) => `*** 1. row ***\n   id: 1\n${w.snake}: ${k}\n`,
  'aligned columns': (k, w) => `NAME            VALUE\n${w.kebab}         ${k}\n`,
  'aligned columns, alone': (k) => `1   ${k}   active   2026-01-31\n`,
  'box drawing': (k) => `│ 1 │ ${k} │ ann │\n`,
  'box drawing without blanks': (k) => `│1│${k}│ann│\n`,
  LDIF: (k, w) => `dn: cn=a\n${w.camel}: ${k}\n`,
  'Excel 2003 XML': (k) => `<Cell><Data ss:Type="String">${k}</Data></Cell>\n`,
  'shared strings of Excel': (k, w) => `<si><t>${w.title}</t></si><si><t>${k}</t></si>`,
  'HTML of a spreadsheet': (k) => `<td class="s0" dir="ltr">${k}</td>`,
  'JSON lines': (k, w) => `{"id":1,"${w.snake}":"${k}"}\n{"id":2}\n`,
  'JSON array of arrays': (k) => `[[1,"${k}",true],[2,null,false]]`,
  'N-Triples': (k) => `<http://e/a> <http://e/p> "${k}" .\n`,
  Turtle: (k, w) => `:a :${w.camel} "${k}" .\n`,
  'Redis command': (k, w) => `SET ${w.snake} ${k}\n`,
  'Redis protocol': (k) => `*3\r\n$3\r\nSET\r\n$1\r\na\r\n$${k.length}\r\n${k}\r\n`,
  'Mongo shell': (k, w) => `{ _id: ObjectId('65'), ${w.camel}: '${k}' }\n`,
  etcd: (k, w) => `/config/${w.kebab}\n${k}\n`,
  'PHP serialised': (k, w) => `a:1:{s:${w.snake.length}:"${w.snake}";s:${k.length}:"${k}";}`,
});

const LOCK = places('lock file', 'package-lock.json', {
  'resolved URL query': (k, w) => `      "resolved": "https://${w.host}/a/-/a-1.0.0.tgz?token=${k}",\n`,
  'resolved URL user': (k, w) => `      "resolved": "https://${k}:@${w.host}/a/-/a-1.0.0.tgz",\n`,
  'yarn lock': (k, w) => `a@^1.0.0:\n  version "1.0.0"\n  resolved "https://x:${k}@${w.host}/a.tgz#0a1b"\n`,
  'pnpm lock': (k, w) => `    resolution: {tarball: 'https://${w.host}/a.tgz?${w.snake}=${k}'}\n`,
  requirements: (k, w) => `--extra-index-url https://__token__:${k}@${w.host}/simple\n`,
  'git requirement': (k, w) => `a @ git+https://${k}@${w.host}/a.git@main\n`,
  'Gemfile.lock': (k, w) => `GEM\n  remote: https://${k}@${w.host}/\n  specs:\n`,
  'Cargo config': (k, w) => `[source.a]\nregistry = "sparse+https://x:${k}@${w.host}/index/"\n`,
  'go.sum proxy': (k, w) => `GOPROXY=https://x:${k}@${w.host}/go,direct\n`,
  'composer.lock': (k, w) => `            "url": "https://${w.host}/a.zip?private_token=${k}",\n`,
  'Podfile.lock': (k, w) => `  a:\n    :http: https://${w.host}/a.zip?token=${k}\n`,
  'build manifest': (k, w) => json({ main: { file: 'a.js', env: { [w.upper]: k } } }),
});

export const DATA = [...SQL, ...TABLES, ...LOCK];
