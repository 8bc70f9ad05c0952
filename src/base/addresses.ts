/** Whether what goes to a full address can be read by nobody on the way: TLS, or this very machine (Secure Contexts section 3.1). */
export function isSecureAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const {protocol, hostname} = new URL(address);
  if (protocol === 'wss:' || protocol === 'https:') return true;
  return /^(ws|http):$/.test(protocol) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** `/sip` on this server as a WebSocket address; a full address as it is. */
export function socketAddress(server: string): string {
  const url = new URL(server, location.href);
  url.protocol = url.protocol.replace(/^http/, 'ws');
  return url.href;
}
