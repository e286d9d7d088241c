/** Keys in requests, pages, logs and talk. */
import { type Syntax, syntax } from './syntax.ts';

export const TRAFFIC_SYNTAXES: readonly Syntax[] = [
  syntax('curl', 'header', (w) => [
    `curl -X POST https://${w.host}/v1/things -H "Authorization: Bearer `,
    '" -d @body.json\n',
  ]),
  syntax('http-trace', 'header', (w) => [
    `GET /v1/things HTTP/1.1\r\nHost: ${w.host}\r\nAuthorization: Bearer `,
    '\r\nAccept: */*\r\n\r\n',
  ]),
  syntax('http-file', 'header', (w) => [`### list\nGET https://${w.host}/v1/things\nX-Api-Key: `, '\n\n']),
  syntax('fetch-header', 'header', (w) => [
    `fetch('https://${w.host}/v1/things', { headers: { Authorization: 'Bearer `,
    "' } });\n",
  ]),
  syntax('postman', 'header', (w) => [
    `{"request":{"url":"https://${w.host}","header":[{"key":"X-Api-Key","value":"`,
    '","type":"text"}]}}',
  ]),
  syntax('url-query', 'text', (w) => [
    `See https://${w.host}/v1/things?limit=5&${w.snake}=`,
    '&page=2 for more\n',
  ]),
  syntax('markdown-code', 'assignment', (w) => [`Run this:\n\n\`\`\`sh\n${w.upper}=`, ' npm start\n```\n']),
  syntax('markdown-inline', 'text', (w) => [
    `The ${w.kebab} for https://${w.host} is \``,
    '`, keep it safe.\n',
  ]),
  syntax('markdown-table', 'text', (w) => [`| name | value |\n|---|---|\n| ${w.snake} | `, ' |\n']),
  syntax('prose', 'text', (w) => [`My ${w.kebab} (${w.host}) is `, '. It stopped working today.\n']),
  syntax('csv', 'text', (w) => [`name,value,date\n${w.snake},`, ',2026-01-31\n']),
  syntax('log-line', 'text', (w) => [
    `2026-01-31T12:00:00.123Z INFO request host=${w.host} ${w.snake}=`,
    ' status=200 ms=12\n',
  ]),
  syntax('jupyter', 'string', (w) => [
    `{"cells":[{"cell_type":"code","source":["import os\\n","${w.snake} = '`,
    '\'\\n"],"outputs":[]}]}',
  ]),
  syntax('slack', 'text', (w) => [
    `{"type":"message","user":"U1","text":"the ${w.kebab} is `,
    ' ok?","ts":"1700000000.000100"}',
  ]),
  syntax('html-attribute', 'assignment', (w) => [`<div id="app" data-${w.kebab}="`, '"></div>\n']),
  syntax('diff', 'assignment', (w) => [`@@ -1,2 +1,2 @@\n-${w.upper}=\n+${w.upper}=`, '\n']),
];
