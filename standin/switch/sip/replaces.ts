/** What a Replaces header says (RFC 3891 section 6.1). */
export interface Replaces {
  readonly callId: string;
  readonly toTag: string;
  readonly fromTag: string;
  readonly earlyOnly: boolean;
}

/** Reads a Replaces header; undefined when it is none. */
export function readReplaces(value: string): Replaces | undefined {
  const [callId = '', ...params] = value.split(';').map((part) => part.trim());
  const tag = (name: string) =>
    params.find((param) => param.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const toTag = tag('to-tag');
  const fromTag = tag('from-tag');
  if (callId === '' || toTag === undefined || fromTag === undefined) return undefined;
  return {callId, toTag, fromTag, earlyOnly: params.some((param) => param.toLowerCase() === 'early-only')};
}
