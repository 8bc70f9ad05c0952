/** Which phone of a shared line (Finesse developer guide, Devices; CCE from 12.6). For a page of our own at sign-in. */
import {DeskError} from '../base/errors.js';
import {childOf, childrenOf, readXml, textOf} from '../base/xml.js';
import type {FinesseClient} from './client.js';
import type {Device} from './objects/user.js';
import {unconfirmedApi} from './wire.js';

/**
 * The phones that the agent has to choose from; empty where the site lets nobody choose, or none is there.
 * @throws DeskError `finesse/…` when Finesse can't be read
 */
export async function devicesToChoose(
  client: Pick<FinesseClient, 'request'>,
  userId: string,
  extension: string,
): Promise<readonly Device[]> {
  const read = async (path: string) => readXml((await client.request(path, {method: 'GET'})).text);
  const user = await read(`User/${encodeURIComponent(userId)}`);
  if (textOf(childOf(user, 'settings'), 'deviceSelection') !== 'enabled') return [];
  const devices = await read(unconfirmedApi.devices(extension)).catch((error: unknown) => {
    // the sign-in itself says what is wrong with the extension
    const isNone =
      error instanceof DeskError && ['finesse/not-found', 'finesse/not-allowed'].includes(error.code);
    if (isNone) return undefined;
    throw error;
  });
  return childrenOf(devices, 'Device')
    .map((device) => ({
      id: textOf(device, 'deviceId'),
      type: textOf(device, 'deviceType'),
      typeName: textOf(device, 'deviceTypeName'),
    }))
    .filter(({id}) => id !== '');
}
