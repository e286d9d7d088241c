/** Keys in mail, chat and calendars. */
import { base64, broken, json, quotedPrintable, wrap } from './encode.ts';
import { places } from './place.ts';

const mail = (encoding: string, body: string): string =>
  `From: a@example.org\r\nSubject: access\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`;

const MAIL = places('mail', 'message.eml', {
  'plain text': (k, w) => mail('7bit', `Hi,\r\nthe ${w.title} is ${k}\r\nBye`),
  'plain text, key alone': (k) => mail('7bit', `Hi,\r\n\r\n${k}\r\n\r\nBye`),
  'quoted reply': (k, w) => mail('7bit', `> the ${w.title}:\r\n> ${k}\r\n`),
  'quoted-printable equals': (k, w) => mail('quoted-printable', quotedPrintable(`${w.upper}=${k}\nBye`)),
  'quoted-printable, soft break in the key': (k, w) =>
    mail(
      'quoted-printable',
      quotedPrintable(`Hello, please use from now on and for ever this ${w.title}: ${k} and delete`),
    ),
  'quoted-printable, break after 20': (k) => mail('quoted-printable', broken(`key: ${k}`, 25, '=\r\n')),
  'quoted-printable with bare line ends': (k) => mail('quoted-printable', broken(`key: ${k}`, 20, '=\n')),
  'quoted-printable HTML': (k, w) =>
    mail('quoted-printable', quotedPrintable(`<p style="color:red">${w.title}: <b>${k}</b></p>`)),
  'quoted-printable underscore': (k) => mail('quoted-printable', `key ${k.replace('_', '=5F')}`),
  base64: (k, w) =>
    mail(
      'base64',
      wrap(base64(`Hello,\nthe ${w.title} is ${k}\nBye, and thank you for the fish\n`), 76, '\r\n'),
    ),
  subject: (k) => `Subject: key ${k}\r\n\r\nbody\r\n`,
  'encoded subject': (k) => `Subject: =?utf-8?B?${base64(`key ${k}`)}?=\r\n\r\n`,
  'encoded subject, Q': (k) => `Subject: =?utf-8?Q?key_${k.replaceAll('_', '=5F')}?=\r\n\r\n`,
  'header fold': (k) => `X-Token: ${k}\r\n\tb\r\nSubject: a\r\n\r\n`,
  'fold inside the key': (k) => `X-Note: ${broken(k, 15, '\r\n ')}\r\n\r\n`,
  'format flowed': (k, w) => mail('7bit', `the ${w.title} \r\n${k} \r\nis it`),
  mbox: (k, w) => `From a@b Sat Jan 31 12:00:00 2026\n\n${w.title}: ${k}\n\nFrom c@d\n`,
  'list-unsubscribe': (k, w) => `List-Unsubscribe: <https://${w.host}/u?token=${k}>\r\n\r\n`,
});

const CALENDAR = places('calendar and cards', 'event.ics', {
  description: (k, w) => `BEGIN:VEVENT\r\nDESCRIPTION:${w.title} ${k}\r\nEND:VEVENT\r\n`,
  'after an escaped line end': (k) => `DESCRIPTION:key\\n${k}\\nbye\r\n`,
  'fold inside the key': (k) => `DESCRIPTION:key ${broken(k, 18, '\r\n ')}\r\nEND:VEVENT\r\n`,
  'fold with a tab': (k) => `DESCRIPTION:key ${broken(k, 11, '\r\n\t')}\r\nEND:VEVENT\r\n`,
  'vCard note': (k, w) => `BEGIN:VCARD\r\nNOTE:${w.title}=${k}\r\nEND:VCARD\r\n`,
});

const CHAT = places('chat', 'export.json', {
  'Slack message': (k, w) => json({ type: 'message', text: `the ${w.title} is ${k} ok?`, ts: '1.1' }),
  'Slack code': (k, w) => json({ text: `\`${k}\` for ${w.host}` }),
  'Slack code block': (k, w) => json({ text: `\`\`\`${w.upper}=${k}\`\`\`` }),
  'Slack code block, key alone': (k) => json({ text: `\`\`\`\n${k}\n\`\`\`` }),
  'Slack blocks': (k) => json({ blocks: [{ elements: [{ type: 'text', text: k, style: { code: true } }] }] }),
  'Slack link': (k, w) => json({ text: `<https://${w.host}/v1?key=${k}|open>` }),
  'Discord spoiler': (k) => json({ content: `||${k}||` }),
  'Discord message': (k, w) => json({ content: `${w.title}:\n${k}`, id: '1' }),
  Teams: (k, w) => json({ body: { contentType: 'html', content: `<div>${w.title}&nbsp;${k}</div>` } }),
  'WhatsApp export': (k, w) => `31/01/2026, 12:00 - Ann: ${w.title} ${k}\n31/01/2026, 12:01 - Bob: ok\n`,
  'IRC log': (k, w) => `[12:00] <ann> ${w.title}: ${k}\n`,
  'Telegram export': (k) => json({ text: ['use ', { type: 'code', text: k }, ' now'] }),
  'question to a model': (k, w) =>
    json({ role: 'user', content: `why 401?\n\ncurl -H "Authorization: Bearer ${k}" https://${w.host}` }),
  'model tool call': (k, w) => json({ name: 'run', arguments: json({ cmd: `export ${w.upper}=${k}` }) }),
  'coding agent transcript': (k, w) =>
    json({ type: 'tool_result', content: json({ stdout: `${w.upper}=${k}\nPORT=1` }) }),
  'issue text': (k, w) => `### What happened\n401 from ${w.host}, my key is ${k}\n`,
});

const SOFT = places('soft break', 'page.html', {
  wbr: (k) => `<td>${broken(k, 14, '<wbr>')}</td>\n`,
  'wbr, closed': (k) => `<td>${broken(k, 14, '<wbr/>')}</td>\n`,
  'soft hyphen entity': (k) => `<td>${broken(k, 12, '&shy;')}</td>\n`,
  'soft hyphen': (k) => `key ${broken(k, 12, '\u00ad')} is\n`,
  'zero-width space': (k) => `key ${broken(k, 16, '\u200b')} is\n`,
  'zero-width space entity': (k) => `<p>${broken(k, 16, '&#8203;')}</p>\n`,
  'zero-width joiner': (k) => `key ${broken(k, 9, '\u200d')} is\n`,
  'word joiner before': (k) => `key \u2060${k}\u2060 is\n`,
  'zero-width space before': (k) => `key \u200b${k} is\n`,
  'byte order mark inside': (k) => `key ${broken(k, 16, '\ufeff')} is\n`,
  'two literals': (k, w) => `${w.camel} = "${broken(k, 15, '" + "')}"\n`,
  'two literals after 16 of the body': (k, w) =>
    `${w.camel} = "${broken(k, k.indexOf('_') + 17, '" + "')}"\n`,
  'two lines of literals': (k, w) => `${w.snake} = (\n    "${broken(k, 15, '"\n    "')}"\n)\n`,
  'array joined': (k) => `const k = ['${broken(k, 13, "', '")}'].join('');\n`,
  'array joined, double quotes': (k) => `k = "".join(["${broken(k, 13, '", "')}"])\n`,
  'line continued': (k, w) => `${w.upper}=${broken(k, 12, '\\\n')}\n`,
  'concatenated in shell': (k, w) => `${w.upper}="${broken(k, 12, '""')}"\n`,
  'PHP dots': (k, w) => `$${w.camel} = '${broken(k, 12, "' . '")}';\n`,
  'VBA continuation': (k) => `k = "${broken(k, 12, '" & _\r\n    "')}"\r\n`,
});

export const MESSAGES = [...MAIL, ...CALENDAR, ...CHAT, ...SOFT];
