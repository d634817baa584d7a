/** Reading `text/event-stream` from a fetch body. */

export interface ServerEvent { event: string; data: string }

/**
 * The events of a stream as they arrive; a comment line is given as `{event: "comment"}`.
 * `idle`: milliseconds without a byte after which `onIdle` is called (it may abort the request).
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>, idle: number, onIdle: () => void,
): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const timer = setTimeout(onIdle, idle);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    rest += decoder.decode(value, { stream: !done });
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = done ? '' : blocks.pop()!;
    for (const block of blocks) {
      let event = 'message';
      const data: string[] = [];
      for (const line of block.split(/\r?\n/)) {
        if (line[0] === ':') yield { event: 'comment', data: '' };
        const [, field, text] = /^(event|data): ?(.*)$/.exec(line) || [];
        if (field === 'event') event = text;
        else if (field) data.push(text);
      }
      if (data.length || event !== 'message') yield { event, data: data.join('\n') };
    }
    if (done) return;
  }
}
