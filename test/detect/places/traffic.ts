/** Keys in requests, responses and descriptions of APIs. */
import { base64, json, percent, quoted } from './encode.ts';
import { places } from './place.ts';

const HTTP = places('HTTP', 'requests.http', {
  request: (k, w) => `GET /v1 HTTP/1.1\r\nHost: ${w.host}\r\nAuthorization: Bearer ${k}\r\n\r\n`,
  'lower-case header': (k, w) => `:authority: ${w.host}\nauthorization: Bearer ${k}\n`,
  'key header': (k, w) => `GET https://${w.host}/v1\nX-Api-Key: ${k}\n`,
  'key header without a blank': (k) => `x-api-key:${k}\n`,
  'token scheme': (k) => `Authorization: Token ${k}\n`,
  'no scheme': (k) => `Authorization: ${k}\n`,
  'basic, encoded': (k) => `Authorization: Basic ${base64(`${k}:`)}\n`,
  'basic, as the password': (k, w) =>
    `GET https://${w.host}/v1\nAuthorization: Basic ${base64(`api:${k}`)}\n`,
  cookie: (k) => `Cookie: lang=en; api_token=${k}; theme=dark\n`,
  'set-cookie': (k) => `Set-Cookie: token=${k}; Path=/; HttpOnly\n`,
  'variable of a request file': (k, w) => `@${w.camel} = ${k}\n\nGET https://${w.host}/v1\n`,
  'query parameter': (k, w) => `GET https://${w.host}/v1?a=1&${w.snake}=${k}&b=2\n`,
  fragment: (k, w) => `https://${w.host}/app#access_token=${k}&type=bearer\n`,
  'path of a URL': (k, w) => `https://${w.host}/hooks?id=4&k=${k}\n`,
  'form body': (k, w) => `grant=x&${w.snake}=${k}&scope=all`,
  'form body, percent': (k, w) => `a=1&next=%2Fv1%3F${w.snake}%3D${k}%26b%3D2`,
  'form body, double percent': (k, w) => `next=%252Fv1%253F${w.snake}%253D${k}%2526b`,
  'URL, percent in full': (k, w) => `https://${w.host}/v1?key=${percent(k)}&b=2\n`,
  multipart: (k, w) => `--X\r\nContent-Disposition: form-data; name="${w.snake}"\r\n\r\n${k}\r\n--X--\r\n`,
  'WebSocket protocol': (k) => `Sec-WebSocket-Protocol: bearer, ${k}\n`,
  'gRPC metadata': (k, w) => `grpcurl -H 'authorization: Bearer ${k}' ${w.host}:443 a.B/C\n`,
  'Link header': (k, w) => `Link: <https://${w.host}/v1?token=${k}&page=2>; rel="next"\n`,
});

const RECORDED = places('recorded traffic', 'session.har', {
  'HAR header': (k, w) =>
    json({
      log: {
        entries: [
          {
            request: {
              url: `https://${w.host}/v1`,
              headers: [{ name: 'Authorization', value: `Bearer ${k}` }],
            },
          },
        ],
      },
    }),
  'HAR header of a key': (k) => json({ headers: [{ name: 'x-api-key', value: k }] }),
  'HAR query': (k, w) => json({ queryString: [{ name: w.snake, value: k }] }),
  'HAR body': (k, w) => json({ postData: { mimeType: 'application/json', text: json({ [w.camel]: k }) } }),
  'HAR content in base64': (k, w) =>
    json({ content: { encoding: 'base64', text: base64(json({ [w.camel]: k })) } }),
  'Postman header': (k, w) =>
    json({ request: { url: `https://${w.host}`, header: [{ key: 'X-Api-Key', value: k, type: 'text' }] } }),
  'Postman bearer': (k) =>
    json({ auth: { type: 'bearer', bearer: [{ key: 'token', value: k, type: 'string' }] } }),
  'Postman environment': (k, w) => json({ values: [{ key: w.camel, value: k, enabled: true }] }),
  'Postman environment, indented': (k, w) =>
    JSON.stringify({ values: [{ key: w.snake, value: k, type: 'secret' }] }, null, '\t'),
  Insomnia: (k) => json({ authentication: { type: 'bearer', token: k } }),
  Bruno: (k, w) => `vars {\n  url: https://${w.host}\n  ${w.camel}: ${k}\n}\n`,
  'Bruno auth': (k) => `auth:bearer {\n  token: ${k}\n}\n`,
  'VCR cassette': (k, w) =>
    `    uri: https://${w.host}/v1\n    headers:\n      Authorization:\n      - Bearer ${k}\n`,
  'Polly recording': (k) =>
    json({ headers: [{ _fromType: 'array', name: 'authorization', value: `Bearer ${k}` }] }),
  'nock fixture': (k, w) => `nock('https://${w.host}', { reqheaders: { authorization: 'Bearer ${k}' } })\n`,
  'WireMock mapping': (k) => json({ request: { headers: { Authorization: { equalTo: `Bearer ${k}` } } } }),
  JMeter: (k) =>
    `<stringProp name="Header.name">Authorization</stringProp>\n<stringProp name="Header.value">Bearer ${k}</stringProp>\n`,
  k6: (k, w) => `http.get('https://${w.host}', { headers: { 'X-API-KEY': '${k}' } });\n`,
  Charles: (k) => `<header><name>Authorization</name><value>Bearer ${k}</value></header>`,
  'Burp in base64': (k, w) =>
    `<request base64="true"><![CDATA[${base64(`GET /v1 HTTP/1.1\r\nHost: ${w.host}\r\nAuthorization: Bearer ${k}\r\n\r\n`)}]]></request>`,
});

const JSONS = places('JSON', 'data.json', {
  member: (k, w) => JSON.stringify({ url: `https://${w.host}`, [w.camel]: k }, null, 2),
  compact: (k, w) => json({ a: 1, [w.snake]: k, b: [2] }),
  section: (k, w) => json({ [w.section]: { key: k } }),
  'section, indented': (k, w) => JSON.stringify({ [w.section]: { url: 'x', key: k } }, null, 2),
  'array element': (k) => json({ list: ['a', k] }),
  'array element on its own line': (k, w) => JSON.stringify([w.other, k], null, 2),
  'string alone': (k) => json(k),
  'in a string': (k, w) => json({ body: json({ [w.camel]: k }) }),
  'in a string, twice': (k, w) => json({ body: json({ inner: json({ [w.camel]: k }) }) }),
  'in a string, no name': (k) => json({ body: json(['x', k]) }),
  'after an escaped line end': (k) => json({ text: `key:\n${k}\n` }),
  'after an escaped tab': (k) => json({ text: `a\t${k}\tb` }),
  'after a slash': (k) => `{"path":"keys\\/${k}"}`,
  'escaped equals': (k, w) => `{"env":"${w.upper}\\u003d${k}\\u0026b"}`,
  'escaped quote': (k) => `{"html":"\\u0022${k}\\u0022"}`,
  'escaped less-than': (k) => `{"html":"\\u003cb\\u003e${k}\\u003c/b\\u003e"}`,
  JSON5: (k, w) => `{ ${w.camel}: '${k}', }\n`,
  'VS Code setting': (k, w) => `{\n  "acme.${w.camel}": "${k}"\n}\n`,
  'tool server configuration': (k, w) =>
    json({ mcpServers: { a: { command: 'npx', env: { [w.upper]: k } } } }),
  'tool server argument': (k, w) => json({ mcpServers: { a: { args: ['run', `--${w.kebab}`, k] } } }),
  appsettings: (k, w) => json({ Service: { Url: `https://${w.host}`, [w.pascal]: k } }),
  'launch settings': (k, w) => json({ environmentVariables: { [w.upper]: k } }),
  'comment member': (k) => json({ '//': `old key ${k}` }),
  'source map': (k, w) =>
    json({ version: 3, sourcesContent: [`const ${w.camel} = "${k}";\n`], mappings: 'AAAA' }),
  'state of Redux': (k, w) => `window.__STATE__=JSON.parse("${quoted(json({ [w.camel]: k }))}")`,
});

const API = places('OpenAPI', 'openapi.yaml', {
  example: (k, w) =>
    `servers:\n  - url: https://${w.host}\n        schema:\n          type: string\n          example: ${k}\n`,
  'example in quotes': (k) => `      example: 'Bearer ${k}'\n`,
  default: (k, w) =>
    `      - name: ${w.snake}\n        in: header\n        schema:\n          type: string\n          default: ${k}\n`,
  'JSON example': (k, w) => json({ name: w.kebab, in: 'header', schema: { type: 'string' }, example: k }),
  'code sample': (k, w) =>
    `      source: |\n        curl https://${w.host}/v1 -H "Authorization: Bearer ${k}"\n`,
  'security description': (k) => `      description: |\n        Bearer token, e.g. \`${k}\`\n`,
});

export const TRAFFIC = [...HTTP, ...RECORDED, ...JSONS, ...API];
