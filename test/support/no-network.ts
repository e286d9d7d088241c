/** Every test runs behind this: a connection to anything but loopback fails the test that opened it. */
import net from 'node:net';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.|localhost$)/;
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const [target] = (Array.isArray(args[0]) ? args[0] : args) as [unknown];
  const host = typeof target === 'object' && target !== null ? (target as { host?: string }).host : undefined;
  if (host !== undefined && !LOOPBACK.test(host)) throw new Error(`tests may not reach the network: ${host}`);
  return Reflect.apply(connect, this, args) as net.Socket;
} as typeof connect;
