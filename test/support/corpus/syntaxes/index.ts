/** Every syntax that recall is measured in. */
import type { Provider } from '../keys.ts';
import { CODE_SYNTAXES } from './code.ts';
import { CONFIG_SYNTAXES } from './config.ts';
import type { Surroundings, Syntax } from './syntax.ts';
import { TRAFFIC_SYNTAXES } from './traffic.ts';

export type { Rendered, Surroundings, Syntax, SyntaxKind } from './syntax.ts';

export const SYNTAXES: readonly Syntax[] = [...CODE_SYNTAXES, ...CONFIG_SYNTAXES, ...TRAFFIC_SYNTAXES];

/** Surroundings that name the provider. */
export const NAMED = {
  nohuman: { name: 'NOHUMAN_API_KEY', host: 'api.nohuman.studio' },
  nouvel: { name: 'NOUVEL_API_KEY', host: 'app.nouvel.ai' },
} as const satisfies Record<Provider, Surroundings>;

/** Surroundings that name nobody. */
export const NEUTRAL: readonly [Surroundings, ...Surroundings[]] = [
  { name: 'API_KEY', host: 'api.example.org' },
  { name: 'TOKEN', host: 'example.com' },
  { name: 'VALUE', host: 'service.example.net' },
  { name: 'SERVICE_SECRET', host: 'localhost:8080' },
];
