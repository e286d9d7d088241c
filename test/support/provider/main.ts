/** `npm run emulator`: the emulated providers on fixed ports, to try by hand. Ends on Ctrl-C. */
import { parseArgs } from 'node:util';
import { type Emulator, startEmulator } from './emulator.ts';

const FIRST_PORT = 7801;

const { values } = parseArgs({
  options: {
    /** Nohuman's; Nouvel and the key service take the next two. */
    port: { type: 'string', default: String(FIRST_PORT) },
    /** Milliseconds that a revoked key is still accepted. */
    propagation: { type: 'string', default: '0' },
  },
});

const port = Number(values.port);
const emulator = await startEmulator({
  ports: { nohuman: port, nouvel: port + 1, admin: port + 2 },
  propagation: Number(values.propagation),
});

process.stdout.write(instructions(emulator));
process.once('SIGINT', () => void emulator.close());
process.once('SIGTERM', () => void emulator.close());

function instructions({ urls, adminUrl, serviceToken }: Emulator): string {
  const json = `-H 'Content-Type: application/json'`;
  return `Nohuman AI   ${urls.nohuman}
Nouvel       ${urls.nouvel}
Key service  ${adminUrl}

Let leakward ask here:
  export LEAKWARD_NOHUMAN_URL=${urls.nohuman}
  export LEAKWARD_NOUVEL_URL=${urls.nouvel}
  export KEY_SERVICE_TOKEN=${serviceToken}

Create a key (shown once), list keys, delete one:
  curl -s ${adminUrl}/keys ${json} -d '{"provider":"nouvel","permissions":["projects:read"],"expires":"30d"}'
  curl -s ${adminUrl}/keys ${json} -d '{"provider":"nohuman","tier":"Growth"}'
  curl -s ${adminUrl}/keys
  curl -s -X DELETE ${adminUrl}/keys/ID

Ask as its owner:
  curl -si ${urls.nouvel}/api/v1/projects -H "Authorization: Bearer $KEY"
  curl -si ${urls.nohuman}/v1/videos/generations/gen_000000000000 -H "Authorization: Bearer $KEY"

Revoke as an organisation's key service does:
  curl -s ${adminUrl}/revoke ${json} -H "Authorization: Bearer $KEY_SERVICE_TOKEN" -d '{"token":"'$KEY'"}'

Let something go wrong ("fault":null ends it), see what was asked:
  curl -s ${adminUrl}/fault ${json} -d '{"provider":"nouvel","fault":"waf"}'
  curl -s ${adminUrl}/behaviour ${json} -d '{"behaviour":"cuts-after"}'
  curl -s ${adminUrl}/log
`;
}
