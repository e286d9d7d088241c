/** What the runner makes of the lines that a step writes. */

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly title: string | undefined;
}

export interface ReadLog {
  readonly log: string;
  readonly masks: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly otherCommands: readonly string[];
}

/** Of each level so many of a step are kept, cut at so many characters. */
const MOST_KEPT = 10;
const MOST_CHARACTERS = 4096;
const LEVELS = ['error', 'warning', 'notice'] as const;

interface Command {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

export function readLog(output: string): ReadLog {
  const masks: string[] = [];
  const shown: string[] = [];
  const annotations: Annotation[] = [];
  const otherCommands: string[] = [];
  for (const line of output.split(/\r\n|\n|\r/)) {
    const command = parseCommand(line);
    if (command === undefined) {
      shown.push(masked(line, masks));
      continue;
    }
    const level = LEVELS.find((one) => one === command.name);
    if (command.name === 'add-mask') masks.push(...formsOf(command.data));
    else if (level !== undefined) {
      const message = masked(command.data.slice(0, MOST_CHARACTERS), masks);
      if (annotations.filter((one) => one.level === level).length < MOST_KEPT)
        annotations.push(annotationOf(level, command, message));
      shown.push(`##[${level}]${message}`);
    } else otherCommands.push(line);
  }
  return { log: shown.join('\n'), masks, annotations, otherCommands };
}

/** `::name key=value,…::data` at the start of a trimmed line, or the old `##[name key=value;…]data` anywhere. */
function parseCommand(line: string): Command | undefined {
  const text = line.trimStart();
  const [, name, given = '', data = ''] = /^::([^\s:]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/.exec(text) ?? [];
  if (name !== undefined) return { name, properties: propertiesOf(given, ','), data: decode(data, false) };
  const [, old, oldGiven = '', oldData = ''] = /##\[([^\s\]]+)(?: ([^\]]*))?\](.*)$/.exec(line) ?? [];
  return old === undefined
    ? undefined
    : { name: old, properties: propertiesOf(oldGiven, ';'), data: oldData };
}

function propertiesOf(text: string, between: string): ReadonlyMap<string, string> {
  const pairs = text.split(between).filter((pair) => pair.includes('='));
  return new Map(
    pairs.map((pair) => [
      pair.slice(0, pair.indexOf('=')).trim(),
      decode(pair.slice(pair.indexOf('=') + 1), true),
    ]),
  );
}

function decode(text: string, isProperty: boolean): string {
  const plain = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  return (isProperty ? plain.replaceAll('%3A', ':').replaceAll('%2C', ',') : plain).replaceAll('%25', '%');
}

function annotationOf(level: Annotation['level'], { properties }: Command, message: string): Annotation {
  const line = properties.get('line');
  return {
    level,
    message,
    file: properties.get('file'),
    line: line === undefined ? undefined : Number(line),
    title: properties.get('title'),
  };
}

/** A masked value, each of its lines, and the encodings that the runner adds by itself. */
function formsOf(value: string): string[] {
  const parts = [value, ...value.split(/\r?\n/)].filter((part) => part !== '');
  return parts.flatMap((part) => [
    part,
    Buffer.from(part).toString('base64'),
    encodeURIComponent(part),
    JSON.stringify(part).slice(1, -1),
  ]);
}

function masked(text: string, masks: readonly string[]): string {
  return masks.reduce((hidden, mask) => hidden.replaceAll(mask, '***'), text);
}
