/** Keys in logs and in what terminals print. */
import { json } from './encode.ts';
import { places } from './place.ts';

const LOG = places('log', 'app.log', {
  'name and value': (k, w) => `2026-01-31T12:00:00Z INFO host=${w.host} ${w.snake}=${k} status=200\n`,
  'quoted value': (k, w) => `level=info msg="start" ${w.snake}="${k}" port=80\n`,
  'end of a line': (k, w) => `2026-01-31 12:00:00 DEBUG using ${w.title} ${k}\n`,
  'in the middle': (k, w) => `12:00:00 [main] request with ${k} to ${w.host} took 3 ms\n`,
  'in brackets': (k) => `Jan 31 12:00:00 box app[12]: auth [${k}] ok\n`,
  'JSON line': (k, w) => `{"level":"info","${w.camel}":"${k}","ts":1700000000}\n`,
  'JSON message': (k, w) => json({ level: 'warn', msg: `bad ${w.title} ${k}`, ts: 1 }),
  'access log query': (k, w) =>
    `10.0.0.1 - - [31/Jan/2026:12:00:00 +0000] "GET /v1?${w.snake}=${k} HTTP/1.1" 200 12\n`,
  'access log referrer': (k, w) =>
    `10.0.0.1 - - "GET / HTTP/1.1" 200 1 "https://${w.host}/?token=${k}" "curl"\n`,
  'header dump': (k, w) => `> GET /v1 HTTP/2\n> Host: ${w.host}\n> authorization: Bearer ${k}\n>\n`,
  'Python dictionary': (k) => `DEBUG headers={'Authorization': 'Bearer ${k}', 'Accept': '*/*'}\n`,
  'Go map': (k) => `headers: map[Accept:[*/*] Authorization:[Bearer ${k}]]\n`,
  'Go struct': (k, w) => `config: {Url:https://${w.host} ${w.pascal}:${k} Debug:false}\n`,
  'Java object': (k, w) => `Config(url=https://${w.host}, ${w.camel}=${k}, debug=false)\n`,
  'Rust debug': (k, w) => `Config { url: "https://${w.host}", ${w.snake}: "${k}" }\n`,
  'Ruby inspect': (k, w) => `#<Config:0x0001 @${w.snake}="${k}", @debug=false>\n`,
  'Rails parameters': (k, w) => `  Parameters: {"${w.snake}"=>"${k}", "id"=>"1"}\n`,
  'PHP var_dump': (k, w) => `array(1) {\n  ["${w.snake}"]=>\n  string(26) "${k}"\n}\n`,
  'PHP print_r': (k, w) => `Array\n(\n    [${w.snake}] => ${k}\n)\n`,
  'Node inspect': (k, w) => `{ url: 'https://${w.host}', ${w.camel}: '${k}' }\n`,
  'stack trace': (k, w) => `Error: 401 for ${w.host} with key ${k}\n    at call (a.js:1:2)\n`,
  printenv: (k, w) => `HOME=/root\n${w.upper}=${k}\nPWD=/\n`,
  'declare -p': (k, w) => `declare -x ${w.upper}="${k}"\n`,
  'process list': (k, w) => `root 12 0.0 node a.js --${w.kebab}=${k}\n`,
  'journald export': (k, w) => `MESSAGE=start ${w.snake}=${k}\n_PID=12\n`,
  'syslog structured': (k, w) => `<34>1 2026-01-31T12:00:00Z box app - - [a@1 ${w.camel}="${k}"] ok\n`,
  'Actions log': (k, w) => `2026-01-31T12:00:00.1234567Z   ${w.upper}: ${k}\n`,
  'set -x': (k, w) => `++ curl -H 'Authorization: Bearer ${k}' https://${w.host}/v1\n`,
  'Terraform plan': (k, w) => `  + ${w.snake} = "${k}"\n`,
  strace: (k) => `write(3, "Authorization: Bearer ${k}\\r\\n", 60) = 60\n`,
  'strace after a line end': (k) => `write(3, "k\\n${k}\\n", 60) = 60\n`,
  tcpdump: (k, w) => `\t0x0040:  GET /v1 Host: ${w.host} X-Api-Key: ${k}\n`,
  'crash dump': (k, w) => `env[3]: ${w.upper}=${k}\n`,
  'Sentry event': (k, w) =>
    json({ request: { headers: [['Authorization', `Bearer ${k}`]], url: `https://${w.host}` } }),
});

const ESC = '\u001b';
const TERMINAL = places('terminal', 'typescript', {
  colour: (k, w) => `${w.upper}=${ESC}[32m${k}${ESC}[0m\n`,
  'colour of 256': (k, w) => `${w.upper}=${ESC}[38;5;202m${k}${ESC}[39m\n`,
  'true colour': (k, w) => `${w.upper}=${ESC}[38;2;1;2;3m${k}${ESC}[m\n`,
  'colons in a colour': (k, w) => `${w.upper}=${ESC}[38:2::1:2:3m${k}${ESC}[0m\n`,
  'erase of the line (grep)': (k) => `a.txt:${ESC}[01;31m${ESC}[K${k}${ESC}[m${ESC}[K\n`,
  'erase before': (k) => `${ESC}[2K${k}\n`,
  'cursor home': (k) => `${ESC}[1;1H${k}\n`,
  'cursor hidden': (k) => `${ESC}[?25l${k}${ESC}[?25h\n`,
  'bracketed paste': (k) => `${ESC}[200~${k}${ESC}[201~\n`,
  'character set': (k) => `${ESC}(B${k}${ESC}(B\n`,
  'reset of character set and colour': (k) => `${ESC}(B${ESC}[m${k}\n`,
  'cursor column': (k) => `${ESC}[12G${k}${ESC}[1A\n`,
  'C1 control': (k) => Buffer.from(`a\u009b32m${k}\u009b0m\n`, 'latin1'),
  title: (k) => `${ESC}]0;${k}\u0007$ \n`,
  'title ended by a string terminator': (k) => `${ESC}]2;run ${k}${ESC}\\\n`,
  hyperlink: (k, w) => `${ESC}]8;;https://${w.host}${ESC}\\${k}${ESC}]8;;${ESC}\\\n`,
  'spelt \\e[': (k, w) => `echo -e "${w.upper}=\\e[1;32m${k}\\e[0m"\n`,
  'spelt \\033[': (k, w) => `printf "${w.upper} \\033[1m${k}\\033[0m\\n"\n`,
  'spelt \\x1b[': (k) => `console.log('\\x1b[33m${k}\\x1b[0m');\n`,
  'spelt \\u001b[': (k) => json({ line: `${ESC}[32m${k}${ESC}[0m` }),
  'spelt ^[': (k) => `^[[32m${k}^[[0m\n`,
  'spelt \\u001b[K': (k) => json({ out: `${ESC}[01;31m${ESC}[K${k}${ESC}[m` }),
  asciicast: (k) => json([1.5, 'o', `${ESC}[2K\r$ export K=${k}\r\n`]),
  'backspaces before': (k) => `x\b \b${k}\r\n`,
  'carriage return before': (k) => `progress 10%\r${k}\n`,
  'tab before': (k, w) => `${w.snake}\t${k}\n`,
  'bell before': (k) => `\u0007${k}\n`,
  'codes inside': (k) => `K=${k.slice(0, 12)}${ESC}[0m${ESC}[1m${k.slice(12)}\n`,
  'wrapped by the terminal': (k) => `K=${k.slice(0, 14)}\r\n${ESC}[K${k.slice(14)}\r\n`,
  'form feed before': (k) => `\f${k}\n`,
});

export const LOGS = [...LOG, ...TERMINAL];
