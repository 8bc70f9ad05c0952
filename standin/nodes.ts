import type {NodeFacts, NodeStatus, SystemFacts} from './finesse/documents.js';
import type {Deployment} from './world/types.js';

/** One of the two Finesse servers. */
export interface Node {
  readonly name: 'A' | 'B';
  readonly host: string;
  port: number;
  status: NodeStatus;
}

/**
 * The nodes of this contact centre. They need different host names: a client finds the other side by the documented
 * rule "the node whose host is not my XMPP domain".
 */
export function nodesOf(count: 1 | 2, port: number, portB: number): Node[] {
  const nodes: Node[] = [{name: 'A', host: 'localhost', port, status: 'IN_SERVICE'}];
  if (count === 2) nodes.push({name: 'B', host: '127.0.0.1', port: portB, status: 'IN_SERVICE'});
  return nodes;
}

/** What a node says of itself in SystemInfo. */
export function systemFactsOf(
  node: Node,
  nodes: readonly Node[],
  deployment: Deployment,
  now: number,
): SystemFacts {
  const factsOf = ({host, port}: Node): NodeFacts => ({host, httpsPort: port});
  const [primary = node, secondary] = nodes;
  return {
    now,
    deployment,
    status: node.status,
    primary: factsOf(primary),
    secondary: secondary && factsOf(secondary),
    xmppDomain: node.host,
  };
}
