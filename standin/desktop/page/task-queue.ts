/** Runs tasks one after another, each in a turn of its own; unlike a timer it is not slowed in a background tab. */
export function taskQueue(): (run: () => void) => void {
  const waiting: (() => void)[] = [];
  const {port1, port2} = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return (run) => {
    waiting.push(run);
    port2.postMessage(0);
  };
}
