import {createServer as createHttpServer, type IncomingMessage, type Server} from 'node:http';
import {createServer as createHttpsServer} from 'node:https';
import type {Duplex} from 'node:stream';
import {getRequestListener} from '@hono/node-server';
import type {Hono} from 'hono';
import {WebSocketServer} from 'ws';
import type {XmppService} from './finesse/xmpp-service.js';

/** What one node opens to the network. */
export interface NodeServerParts {
  readonly app: Hono;
  readonly xmpp: XmppService;
  /** Takes WebSockets on `/sip`. */
  readonly sip: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly tls: {readonly key: string; readonly cert: string} | undefined;
}

const maxStanza = 1 << 20;

/** The HTTP server of one node, with its two kinds of WebSocket: `/ws/` for XMPP (RFC 7395), `/sip` for SIP (RFC 7118). */
export function nodeServer({app, xmpp, sip, tls}: NodeServerParts): Server {
  const listener = getRequestListener(app.fetch);
  const server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener);
  const streams = new WebSocketServer({
    noServer: true,
    maxPayload: maxStanza,
    handleProtocols: (offered) => (offered.has('xmpp') ? 'xmpp' : false),
  });
  streams.on('connection', (socket) => {
    const stream = xmpp.connect({send: (text) => socket.send(text), close: () => socket.close()});
    socket.on('message', (data) => stream.receive(String(data)));
    socket.on('close', () => stream.closed());
    socket.on('error', () => socket.close());
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = (request.url ?? '').split('?')[0];
    if (path === '/ws' || path === '/ws/') {
      streams.handleUpgrade(request, socket, head, (upgraded) =>
        streams.emit('connection', upgraded, request),
      );
    } else if (path === '/sip') sip(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  return server;
}

/**
 * Resolves with the port that was opened.
 * @throws the socket's own error, e.g. `EADDRINUSE`
 */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // by number: where the name means ::1 first, 127.0.0.1 would stay closed, and it is the name of node B
    server.listen(port, host === 'localhost' ? '127.0.0.1' : host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
