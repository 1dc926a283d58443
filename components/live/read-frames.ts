/** One frame of a stream of server-sent events. A comment that keeps the connection has nothing but its arrival. */
export interface Frame {
  /** Absent where the frame moves no cursor. */
  id?: string;
  /** Empty for a frame that only moves the cursor. */
  event: string;
  data: string;
}

function frameOf(block: string): Frame | null {
  const frame: Frame = { event: '', data: '' };
  let isFrame = false;
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^(id|event|data): ?(.*)$/.exec(line) ?? [];
    if (!name) continue;
    isFrame = true;
    if (name === 'id') frame.id = value;
    else if (name === 'event') frame.event = value;
    else frame.data += value;
  }
  return isFrame ? frame : null;
}

/** Takes a stream apart as it comes, in whatever pieces: give it each piece of text, it gives the frames that are whole. */
export function frameReader(): (text: string) => Frame[] {
  let rest = '';
  return (text) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.map(frameOf).filter((frame) => frame !== null);
  };
}
