/** The way to the network, open for as long as a use case needs it. */
import type { VerifyDeps } from '../verify/deps.ts';
import type { Deps } from './deps.ts';

/** The door is loaded here, so that what asks no provider never loads it. */
export async function withDoor<T>(
  { env, now, sleep, signal }: Deps,
  use: (deps: VerifyDeps) => Promise<T>,
): Promise<T> {
  const { createDoor } = await import('../http/door.ts');
  const door = createDoor({ env });
  try {
    return await use({ send: door.send, now, sleep, signal });
  } finally {
    await door.close();
  }
}
