/** A key as the name of a file, a branch or a commit may hold it. Joined at run time: no file holds a key. */

/** Forms without characters that no name of a file may have. */
export function encodedForms(key: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(key);
  const each = (form: (byte: number) => string): string => [...bytes].map(form).join('');
  const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
  return {
    plain: key,
    base64: bytes.toString('base64'),
    base64url: bytes.toString('base64url'),
    'base64, shifted by one': Buffer.from(`=${key}`).toString('base64url'),
    'base64, shifted by two': Buffer.from(`k=${key}`).toString('base64url'),
    'base64 of base64': Buffer.from(bytes.toString('base64')).toString('base64url'),
    'base64 of UTF-16': Buffer.from(key, 'utf16le').toString('base64url'),
    hexadecimal: bytes.toString('hex'),
    'upper-case hexadecimal': bytes.toString('hex').toUpperCase(),
    percent: key.replace('_', '%5f'),
    'upper-case percent': key.replace('_', '%5F'),
    'percent throughout': each((byte) => `%${hex(byte)}`),
    'HTML entity': key.replace('_', '&#95;'),
    'escape \\x': key.replace('_', '\\x5f'),
    'escape \\x throughout': each((byte) => `\\x${hex(byte)}`),
    'escape \\u': key.replace('_', '\\u005f'),
  };
}

/** What of the key must not be in any text: the form, and each run of 12 characters of its body or of the encoded body. */
export function partsOfForm(key: string, form: string): readonly string[] {
  const body = key.slice(key.indexOf('_') + 1);
  const runs = (text: string): string[] =>
    Array.from({ length: Math.max(0, text.length - 11) }, (_, at) => text.slice(at, at + 12));
  // What precedes the body in an encoded form may be the prefix, which is no secret.
  const start = Math.ceil((form.length * 10) / key.length);
  return [form, ...runs(body), ...runs(form.slice(start, -2)).filter((run) => !run.includes('…'))];
}
