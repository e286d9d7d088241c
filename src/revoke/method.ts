/** How a provider's keys are revoked: by a call to an endpoint that the operator names, or by hand. */
import type { Base } from '../http/base.ts';
import type { Method as HttpMethod } from '../http/message.ts';
import type { ManualRevocation } from '../model/rule.ts';

/**
 * A call that revokes. In `headers` and `body` stand `{key}`, `{sha256}`, `{fingerprint}`, `{provider}`, `{start}`,
 * `{env:NAME}` and `{file:PATH}` for what they name.
 */
export interface HttpRevocation {
  readonly kind: 'http';
  readonly method: HttpMethod;
  readonly base: Base;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Statuses that mean that the call was taken. Whether the key died is asked afterwards. */
  readonly success: readonly number[];
  /** Seconds after which a key that was revoked is refused everywhere. */
  readonly propagation: number;
}

/** By hand, on the provider's dashboard. */
export interface ByHand {
  readonly kind: 'manual';
  readonly guide: ManualRevocation;
}

export type RevokeMethod = HttpRevocation | ByHand;

/** Seconds; Unkey tells of up to 30 (keys/deleteKey). */
export const PROPAGATION = 60;
