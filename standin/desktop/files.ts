import {readFile, realpath, stat} from 'node:fs/promises';
import {extname, join, resolve, sep} from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

/** Bytes; larger files are not served. */
export const largestFile = 20_000_000;

/** A file as it goes out. */
export interface ServedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/**
 * Reads a file below a folder. Undefined when there is none, when the path leaves the folder (also by a link),
 * names a hidden file, or when the file is too large.
 *
 * @param path the path as it stood in the address, still percent-encoded, without a leading slash.
 */
export async function readBelow(folder: string, path: string): Promise<ServedFile | undefined> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const parts = decoded.split('/');
  if (/[\\\0]/.test(decoded) || parts.some((part) => part === '' || part.startsWith('.'))) return undefined;
  try {
    const root = await realpath(resolve(folder));
    const file = await realpath(join(root, ...parts));
    if (!file.startsWith(root + sep)) return undefined;
    const found = await stat(file);
    if (!found.isFile() || found.size > largestFile) return undefined;
    const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream';
    return {bytes: new Uint8Array(await readFile(file)), type};
  } catch {
    return undefined;
  }
}
