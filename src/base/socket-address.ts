/** `/sip` on this server as a WebSocket address; a full address as it is. */
export function socketAddress(server: string): string {
  const url = new URL(server, location.href);
  url.protocol = url.protocol.replace(/^http/, 'ws');
  return url.href;
}
