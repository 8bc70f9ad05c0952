import type {Agent} from '../world/types.js';
import type {World} from '../world/world.js';

/** Base64 of UTF-8 text; unreadable text reads as empty. */
export function decodeBasic(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));
  } catch {
    return '';
  }
}

/** Text before and after the first mark. */
function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** The user name of a Basic header and the agent it proves; an unproven header leads to no agent. */
export function basicCredentials(world: World, header: string): {user: string; agent: Agent | undefined} {
  const [user, password] = header.startsWith('Basic ')
    ? splitOnce(decodeBasic(header.slice(6)), ':')
    : ['', ''];
  const agent = world.agents.find(user);
  return {user, agent: agent?.password === password ? agent : undefined};
}
