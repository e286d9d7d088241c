/** What shows that a key came out: parts of its body, plain and encoded. */

/** Every part by which a key could be recognised in a text, plain, base64 at any alignment, hexadecimal, percent. */
export function tracesOf(key: string): string[] {
  const body = key.slice(key.indexOf('_') + 1);
  const inner = [0, 1, 2].map((shift) =>
    Buffer.from(body.slice(shift + 4))
      .toString('base64')
      .slice(0, 12),
  );
  return [
    body.slice(4, 16),
    body.slice(-8),
    ...inner,
    Buffer.from(key.slice(8, 16)).toString('hex'),
    encodeURIComponent(key).slice(9, 20),
  ];
}
