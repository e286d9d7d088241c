/** Keys in binary files: the next record's byte may be a letter or a digit. */
import {
  avro,
  bytes,
  cbor,
  javaText,
  plistText,
  protobuf,
  sqliteRow,
  u16,
  u32,
  u32le,
  userString,
  utf16,
  utf16be,
} from './encode.ts';
import { issued, places, unsupported } from './place.ts';

const ZEROS = Buffer.alloc(8);

/** Formats whose next byte is one that no key holds, or which say how long the key is. */
const BOUNDED = places('binary', 'data.bin', {
  'SQLite row alone': (k) => bytes('SQLite format 3\0', ZEROS, sqliteRow(1, [k]), ZEROS),
  'SQLite last column': (k) => bytes(ZEROS, sqliteRow(2, [k]), 0x82, 0x10, 3),
  'binary property list': (k, w) =>
    bytes('bplist00', 0xd1, 1, 2, plistText(w.camel), plistText(k), 0x08, 0x0b),
  'protobuf, last field': (k) => bytes(protobuf(1, 'id'), protobuf(2, k), 0x18, 1),
  'Avro, last field': (k) => bytes('Obj\x01', avro('name'), avro(k), 2),
  'CBOR map': (k, w) => bytes(0xa2, cbor(w.snake), cbor(k), 0xf5),
  MessagePack: (k, w) =>
    bytes(0x82, 0xa0 | Math.min(31, w.snake.length), w.snake.slice(0, 31), 0xd9, k.length, k, 0xc3),
  'pickle, protocol 4': (k, w) =>
    bytes(0x80, 4, 0x8c, w.snake.length, w.snake, 0x94, 0x8c, k.length, k, 0x94, 's.'),
  BSON: (k, w) => bytes(0x02, w.snake, 0, u32le(k.length + 1), k, 0, 0x10),
  'Ruby marshal': (k) => bytes(4, 8, 'I"', k.length + 5, k, ':\x06ET'),
  'Redis dump': (k) => bytes('REDIS0009', 0, 1, 'a', k.length, k, 0xff),
  'C string': (k) => bytes('\x7fELF', ZEROS, 'usage\0', k, 0, 'main\0'),
  'environment block': (k, w) => bytes('PATH=/bin\0', `${w.upper}=${k}\0`, 'A=1\0'),
  'zip comment': (k) => bytes('PK\x05\x06', ZEROS, u16(k.length), k),
  'PNG text chunk': (k) => bytes('\x00\x00\x00\x1ftEXtComment\0', k, 0xd1, 0x9a, 0x03, 0xff),
  'ID3 comment': (k) => bytes('COMM', ZEROS, 'eng\0', k, 0, 'TIT2'),
  'gettext catalogue': (k) => bytes(0xde, 0x12, 0x04, 0x95, ZEROS, k, 0, 'x\0'),
  FlatBuffers: (k) => bytes(u32le(k.length), k, 0, 0, 0, 0),
  'Lua bytecode': (k) => bytes('\x1bLua', 0x04, k.length + 1, k, 0x01, 0x80),
  'tar header and content': (k) => bytes('key.txt\0', ZEROS, ZEROS, `ustar\0`, ZEROS, k, '\n', ZEROS),
  'vim swap': (k, w) => bytes('b0VIM 9.0', ZEROS, `${w.upper}=${k}\0`, 'next\0'),
  'LevelDB value': (k) => bytes(1, 5, 'token', k.length, k, 0, 0, 0xc0),
});

/** Formats whose next byte is a letter or a digit. */
const TOUCHED = places('binary neighbours', 'data.bin', {
  'SQLite, next cell': unsupported((k) => bytes(ZEROS, sqliteRow(9, [k]), sqliteRow(8, ['x'.repeat(52)]))),
  'SQLite, next column': issued((k) => bytes(ZEROS, sqliteRow(9, [k, '2026-01-31']))),
  'property list, next text': issued((k) => bytes('bplist00', plistText(k), plistText('state'))),
  'property list, next data': issued((k) => bytes('bplist00', plistText(k), 0x44, 1, 2, 3, 4)),
  'protobuf, next field': issued((k) => bytes(protobuf(1, k), protobuf(6, 'eu'))),
  'protobuf, field of eight bytes': issued((k) => bytes(protobuf(1, k), 0x49, ZEROS)),
  'Avro, next text': unsupported((k) => bytes(avro(k), avro('x'.repeat(24)))),
  'CBOR, next text': unsupported((k) => bytes(cbor(k), cbor('e'))),
  'CBOR, next bytes': issued((k) => bytes(cbor(k), 0x44, 1, 2, 3, 4)),
  'MessagePack, next number': issued((k) => bytes(0x92, 0xd9, k.length, k, 0x41)),
  'pickle, protocol 2': issued((k) => bytes(0x80, 2, 'X', u32le(k.length), k, 'q\x01.')),
  'pickle, protocol 0': issued((k) => `(dp0\nS'k'\np1\nV${k}\np2\ns.`),
  'Java, reference behind': issued((k) => bytes(0xac, 0xed, 0, 5, javaText(k), 'q', 0, 0x7e, 0, 2)),
  'Java, end of block behind': issued((k) => bytes(0xac, 0xed, 0, 5, javaText(k), 'x')),
  'Java, next text': issued((k) => bytes(javaText(k), javaText('eu'))),
  'Erlang term': issued((k) => bytes(131, 'h', 2, 'm', u32(k.length), k, 'a', 1)),
  'Python marshal': unsupported((k) => bytes('z', k.length, k, 'N', 'z', 1, 'a')),
  'Parquet, next length': issued((k) => bytes(u32le(k.length), k, u32le(0x35), 'x'.repeat(0x35))),
  'MySQL row, next length': issued((k) => bytes(k.length, k, 0x31, 'x'.repeat(0x31))),
  'PNG text chunk, check sum': unsupported((k) => bytes('tEXtComment\0', k, 'Kx', 0x93, 0)),
  'WebAssembly data, text before': issued((k) => bytes(0, 'asm', 1, 0, 0, 0, 'usage', k, 0)),
  'Go string table, text before': issued((k) => bytes(0, 'invalid port', k, 0)),
  'Go string table, text behind': issued((k) => bytes(0, k, 'invalid portbad request')),
  'Rust string table, text before': issued((k) => bytes(0, 'src/main.rs', k, 0)),
  'Rust string table, text behind': issued((k) => bytes(0, k, 'called `Option::unwrap()`', 0)),
});

const REGISTRY = 'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Environment]\r\n';
const MARK = Buffer.from([0xff, 0xfe]);

const WIDE = places('UTF-16', 'export.reg', {
  'LE with a mark': (k, w) => bytes(MARK, utf16(`a\r\n${w.upper}=${k}\r\n`)),
  'LE without a mark': (k, w) => utf16(`first line\r\n${w.upper}=${k}\r\n`),
  'BE with a mark': (k, w) => utf16be(`\ufeffa\r\n${w.upper}=${k}\r\n`),
  'BE without a mark': (k, w) => utf16be(`first line\n${w.upper}=${k}\n`),
  'registry file': (k, w) => bytes(MARK, utf16(`${REGISTRY}"${w.upper}"="${k}"\r\n`)),
  'registry file, hexadecimal': (k, w) =>
    bytes(
      MARK,
      utf16(
        `${REGISTRY}"${w.upper}"=hex(2):${[...utf16(`${k}\0`)].map((byte) => byte.toString(16).padStart(2, '0')).join(',')}\r\n`,
      ),
    ),
  'LE with letters beyond Latin': (k, w) => bytes(MARK, utf16(`ключ ${w.upper}=${k}\r\n`)),
  'user string of .NET': (k, w) => bytes(0, userString(w.camel), userString(k), userString('x')),
  'user string of .NET, odd': (k) => bytes('BSJB', userString('ab'), userString(k), 0),
  'behind an odd byte': (k) => bytes('x', utf16(k), 0, 0),
  'behind a digit': (k) => bytes(ZEROS, '7', utf16(`${k}\0`), ZEROS),
  'BE behind an odd byte': (k) => bytes(1, utf16be(`${k}\0`), 2),
  'registry value data': (k) => bytes(0xd8, 0xff, 0xff, 0xff, utf16(`${k}\0`), ZEROS),
  'resource of an executable': (k, w) =>
    bytes('MZ', ZEROS, w.pascal.length, 0, utf16(w.pascal), k.length, 0, utf16(k), 0, 0),
  'LE inside ASCII': (k) => bytes('name=', utf16(`"${k}"`), '\n'),
  'prefix at the other alignment': (k) => bytes(utf16('nh_nvl_'), 1, utf16(`${k}\0`)),
  'shortcut file': (k, w) => bytes(0x4c, ZEROS, u16(0), utf16(`--${w.kebab} ${k}`), 0, 0),
});

export const BINARY = [...BOUNDED, ...TOUCHED, ...WIDE];
