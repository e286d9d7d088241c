/**
 * The parts of undici that make a request. Its entry point brings `fetch`, caches, web sockets and mocks along: 340 kB
 * that every program of ours would carry. These files have no types of their own.
 */
import type * as Undici from 'undici';
// @ts-expect-error: see above
import connect from 'undici/lib/api/api-connect.js';
// @ts-expect-error: see above
import request from 'undici/lib/api/api-request.js';
// @ts-expect-error: see above
import AgentFile from 'undici/lib/dispatcher/agent.js';
// @ts-expect-error: see above
import DispatcherFile from 'undici/lib/dispatcher/dispatcher.js';
// @ts-expect-error: see above
import EnvHttpProxyAgentFile from 'undici/lib/dispatcher/env-http-proxy-agent.js';

// As undici's entry point does: agents of proxies call `connect`, we call `request`.
Object.assign((DispatcherFile as typeof Undici.Dispatcher).prototype, { connect, request });

export const Agent = AgentFile as typeof Undici.Agent;
export const EnvHttpProxyAgent = EnvHttpProxyAgentFile as typeof Undici.EnvHttpProxyAgent;
