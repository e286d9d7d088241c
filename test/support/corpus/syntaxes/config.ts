/** Keys in settings, manifests and build files. */
import { type Syntax, syntax } from './syntax.ts';

export const CONFIG_SYNTAXES: readonly Syntax[] = [
  syntax('env-file', 'assignment', (w) => [`PORT=3000\n${w.upper}=`, '\nDEBUG=false\n']),
  syntax('env-file-quoted', 'assignment', (w) => [`${w.upper}="`, '"\n']),
  syntax('env-file-crlf', 'assignment', (w) => [`PORT=3000\r\n${w.upper}=`, '\r\n']),
  syntax('shell-export', 'assignment', (w) => [`export ${w.upper}=`, '\nnpm start\n']),
  syntax('powershell', 'assignment', (w) => [`$env:${w.upper} = "`, '"\r\n']),
  syntax('json', 'assignment', (w) => [`{\n  "url": "https://${w.host}",\n  "${w.camel}": "`, '"\n}\n']),
  syntax('json-compact', 'assignment', (w) => [`{"a":1,"${w.snake}":"`, '","b":[2]}']),
  syntax('yaml', 'assignment', (w) => [
    `service:\n  url: https://${w.host}\n  ${w.snake}: `,
    '\n  retries: 3\n',
  ]),
  syntax('toml', 'assignment', (w) => [`[service]\n${w.snake} = "`, '"\n']),
  syntax('ini', 'assignment', (w) => [`[service]\n${w.snake} = `, '\n']),
  syntax('properties', 'assignment', (w) => [`service.${w.kebab}=`, '\n']),
  syntax('npmrc', 'assignment', (w) => [`registry=https://${w.host}/\n//${w.host}/:_authToken=`, '\n']),
  syntax('xml-attribute', 'assignment', (w) => [`<add key="${w.pascal}" value="`, '" />\n']),
  syntax('xml-element', 'assignment', (w) => [`<settings>\n  <${w.camel}>`, `</${w.camel}>\n</settings>\n`]),
  syntax('plist', 'string', (w) => [`<key>${w.pascal}</key>\n\t<string>`, '</string>\n']),
  syntax('dockerfile-env', 'assignment', (w) => [`FROM node:20\nENV ${w.upper}=`, ' PORT=80\n']),
  syntax('dockerfile-arg', 'assignment', (w) => [`ARG ${w.upper}="`, '"\nRUN make\n']),
  syntax('docker-compose', 'assignment', (w) => [
    `    environment:\n      - ${w.upper}=`,
    '\n      - PORT=80\n',
  ]),
  syntax('github-workflow', 'assignment', (w) => [
    `      - run: npm test\n        env:\n          ${w.upper}: `,
    '\n',
  ]),
  syntax('kubernetes', 'assignment', (w) => [
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${w.kebab}\nstringData:\n  ${w.snake}: "`,
    '"\n',
  ]),
  syntax('terraform', 'assignment', (w) => [`variable "${w.snake}" {\n  default = "`, '"\n}\n']),
  syntax('makefile', 'assignment', (w) => [`${w.upper} ?= `, '\n\nall:\n\t@true\n']),
];
