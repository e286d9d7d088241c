/** `npm run emulator`: the emulated providers on fixed ports, to try by hand. Ends on Ctrl-C. */
import { parseArgs } from 'node:util';
import { variableWord } from '../../../src/model/variable.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { forEachProvider, PAGES, PROVIDERS, type ProviderName, ruleOf } from './pages.ts';

const FIRST_PORT = 7801;

const { values } = parseArgs({
  options: {
    /** The first provider's; the others and the key service take the next ones. */
    port: { type: 'string', default: String(FIRST_PORT) },
    /** Milliseconds that a revoked key is still accepted. */
    propagation: { type: 'string', default: '0' },
  },
});

const port = Number(values.port);
const emulator = await startEmulator({
  ports: {
    ...forEachProvider((provider) => port + PROVIDERS.indexOf(provider)),
    admin: port + PROVIDERS.length,
  },
  propagation: Number(values.propagation),
});

process.stdout.write(instructions(emulator));
process.once('SIGINT', () => void emulator.close());
process.once('SIGTERM', () => void emulator.close());

function instructions({ urls, adminUrl, serviceToken }: Emulator): string {
  const json = `-H 'Content-Type: application/json'`;
  const lines = (write: (provider: ProviderName) => string): string => PROVIDERS.map(write).join('\n');
  const [first] = PROVIDERS;
  return `${lines((one) => `${ruleOf(one).providerName.padEnd(12)} ${urls[one]}`)}
Key service  ${adminUrl}

Let leakward ask here:
${lines((one) => `  export LEAKWARD_${variableWord(one)}_URL=${urls[one]}`)}
  export KEY_SERVICE_TOKEN=${serviceToken}

Create a key (shown once), list keys, delete one:
${lines((one) => `  curl -s ${adminUrl}/keys ${json} -d '${JSON.stringify({ provider: one, ...PAGES[one].example.issue })}'`)}
  curl -s ${adminUrl}/keys
  curl -s -X DELETE ${adminUrl}/keys/ID

Ask as its owner:
${lines((one) => `  curl -si ${urls[one]}${PAGES[one].example.path} -H "Authorization: Bearer $KEY"`)}

Revoke as an organisation's key service does:
  curl -s ${adminUrl}/revoke ${json} -H "Authorization: Bearer $KEY_SERVICE_TOKEN" -d '{"token":"'$KEY'"}'

Let something go wrong ("fault":null ends it), see what was asked:
  curl -s ${adminUrl}/fault ${json} -d '{"provider":"${first}","fault":"waf"}'
  curl -s ${adminUrl}/behaviour ${json} -d '{"behaviour":"cuts-after"}'
  curl -s ${adminUrl}/log
`;
}
