/** Keys in encodings, and in encodings inside each other. */
import {
  base64,
  base64url,
  hex,
  hexEscapes,
  json,
  octal,
  percent,
  quoted,
  unicode,
  utf16,
  utf16be,
  wrap,
} from './encode.ts';
import { places } from './place.ts';

const ONE = places('encoded', 'config.txt', {
  base64: (k, w) => `data: ${base64(`${w.upper}=${k}\n`)}\n`,
  'base64, key alone': (k, w) => `${w.snake}: ${base64(k)}\n`,
  'base64, second alignment': (k, w) => `data: ${base64(`x${w.upper}=${k}\n`)}\n`,
  'base64, third alignment': (k, w) => `data: ${base64(`xy${w.upper}=${k}\n`)}\n`,
  'base64, wrapped': (k, w) =>
    wrap(base64(`# a comment in front of it\n${w.upper}=${k}\n# and one behind, long enough\n`), 64),
  base64url: (k, w) => `data=${base64url(`??>>${w.upper}=${k}\n`)}\n`,
  'JWT payload': (k, w) =>
    `${base64url('{"alg":"HS256"}')}.${base64url(json({ sub: 'a', [w.camel]: k }))}.c2ln\n`,
  'data URI': (k, w) =>
    `<script src="data:text/javascript;base64,${base64(`const ${w.camel}="${k}"`)}"></script>\n`,
  hexadecimal: (k, w) => `data: ${hex(`${w.upper}=${k}\n`)}\n`,
  'hexadecimal, upper case': (k, w) => `0x${hex(`${w.upper}=${k}\n`).toUpperCase()}\n`,
  'hex dump of bytes': (k) => `k = bytes.fromhex("${hex(k)}")\n`,
  percent: (k, w) => `?${w.snake}=${percent(k)}&b\n`,
  'unicode escapes': (k, w) => `{"${w.camel}":"${unicode(k)}"}`,
  'hexadecimal escapes': (k, w) => `${w.camel} = "${hexEscapes(k)}";\n`,
  'octal escapes': (k, w) => `${w.camel} = "${octal(k)}";\n`,
  'octal equals before': (k, w) => `s = "${w.upper}\\075${k}\\n";\n`,
  'percent equals before': (k, w) => `x=${w.upper}%3D${k}%0A\n`,
  'double percent equals before': (k, w) => `x=${w.upper}%253D${k}%250A\n`,
  'quoted-printable equals before': (k, w) => `${w.upper}=3D${k}\n`,
  'entity equals before': (k, w) => `${w.upper}&#61;${k}&#10;\n`,
});

const TWO = places('encoded twice', 'config.txt', {
  'base64 of base64': (k, w) => base64(base64(`${w.upper}=${k}\n`)),
  'base64 of hexadecimal': (k, w) => `d: ${base64(hex(`${w.upper}=${k}`))}\n`,
  'hexadecimal of base64': (k, w) => `d: ${hex(base64(`${w.upper}=${k}`))}\n`,
  'hexadecimal of hexadecimal': (k, w) => `d: ${hex(hex(`${w.upper}=${k}`))}\n`,
  'base64 of JSON': (k, w) => `d: ${base64(json({ [w.camel]: k }))}\n`,
  'base64 of JSON escapes': (k, w) => `d: ${base64(`{"${w.camel}":"${unicode(k)}"}`)}\n`,
  'base64 of percent': (k, w) => `d: ${base64(`${w.snake}=${percent(k)}`)}\n`,
  'percent of base64': (k, w) => `d=${percent(base64(`${w.upper}=${k}`))}\n`,
  'base64 with percent signs': (k, w) => `d=${encodeURIComponent(base64(`${w.upper}=${k}\n`))}&e\n`,
  'base64 of UTF-16': (k, w) => `powershell -enc ${base64(utf16(`$env:${w.upper}="${k}"`))}\n`,
  'base64 of UTF-16 BE': (k, w) => `d: ${base64(utf16be(`${w.upper}=${k}\n`))}\n`,
  'hexadecimal of UTF-16': (k, w) => `0x${hex(utf16(`${w.upper}=${k}\n`))}\n`,
  'base64 in UTF-16': (k, w) => utf16(`first: 1\r\nd: ${base64(`${w.upper}=${k}`)}\r\n`),
  'hexadecimal in UTF-16': (k, w) => utf16(`first: 1\r\nd: ${hex(`${w.upper}=${k}`)}\r\n`),
  'percent of percent': (k, w) => `x=${w.snake}%253D${percent(percent(k))}\n`,
  'JSON of base64': (k, w) => json({ data: base64(`${w.upper}=${k}`) }),
  'escapes of base64': (k, w) => `{"d":"${unicode(base64(`${w.upper}=${k}`))}"}`,
});

const THREE = places('encoded three times', 'config.txt', {
  'base64 of base64 of base64': (k, w) => `d: ${base64(base64(base64(`${w.upper}=${k}\n`)))}\n`,
  'base64 of JSON of base64': (k, w) => `d: ${base64(json({ a: base64(`${w.upper}=${k}`) }))}\n`,
  'base64 of JSON of base64 of UTF-16': (k, w) =>
    `d: ${base64(json({ a: base64(utf16(`${w.upper}=${k}`)) }))}\n`,
  'hexadecimal of base64 of base64': (k, w) => `d: ${hex(base64(base64(`${w.upper}=${k}`)))}\n`,
  'base64 of base64 of hexadecimal': (k, w) => `d: ${base64(base64(hex(`${w.upper}=${k}`)))}\n`,
  'base64 of hexadecimal of base64': (k, w) => `d: ${base64(hex(base64(`${w.upper}=${k}`)))}\n`,
  'base64 of hexadecimal of UTF-16': (k, w) => `d: ${base64(hex(utf16(`${w.upper}=${k}`)))}\n`,
  'percent of base64 of base64': (k, w) => `d=${percent(base64(base64(`${w.upper}=${k}`)))}\n`,
  'base64 of percent of base64': (k, w) => `d: ${base64(`d=${percent(base64(`${w.upper}=${k}`))}`)}\n`,
  'JSON in JSON in base64': (k, w) => `d: ${base64(json({ a: quoted(json({ [w.camel]: k })) }))}\n`,
  'base64 of base64 in UTF-16': (k, w) => utf16(`first: 1\r\nd: ${base64(base64(`${w.upper}=${k}`))}\r\n`),
  'base64 of escapes in UTF-16': (k, w) =>
    utf16(`first: 1\r\nd: ${base64(`{"a":"${unicode(`${w.upper}=${k}`)}"}`)}\r\n`),
});

export const NESTED = [...ONE, ...TWO, ...THREE];
