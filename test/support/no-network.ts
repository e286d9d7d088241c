/** Every test runs behind this: a connection to anything but loopback fails the test that opened it. */
import net, { type LookupFunction } from 'node:net';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.|localhost$)/;
const connect = net.Socket.prototype.connect;

interface Target {
  host?: string;
  lookup?: LookupFunction;
}

net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const [target] = (Array.isArray(args[0]) ? args[0] : args) as [unknown];
  const { host, lookup } = (typeof target === 'object' && target !== null ? target : {}) as Target;
  if (host !== undefined && !LOOPBACK.test(host)) {
    if (lookup === undefined || net.isIP(host) !== 0) throw refusal(host);
    (target as Target).lookup = loopbackOnly(lookup);
  }
  return Reflect.apply(connect, this, args) as net.Socket;
} as typeof connect;

/** A test may say where a name leads, as long as nothing is connected to but loopback. */
function loopbackOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, answer) =>
    lookup(hostname, options, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address);
      const stranger = error === null ? addresses.find((address) => !LOOPBACK.test(address)) : undefined;
      if (stranger === undefined) answer(error, found, family);
      else answer(refusal(stranger), '');
    });
}

function refusal(host: string): Error {
  return new Error(`tests may not reach the network: ${host}`);
}
