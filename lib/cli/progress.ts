/** What a long run is at, in one line that goes away again. */
export interface Progress {
  show(text: string): void;
  done(): void;
}

/** A terminal, if `isTTY`. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

const PATIENCE = 500; // milliseconds until somebody wonders
const PAUSE = 100;
const CLEAR = '\r\x1b[K';

/** Progress on a terminal, and nothing elsewhere or on a short run. */
export function progressOn(output: Output): Progress {
  let next = Date.now() + PATIENCE;
  let isShown = false;
  return {
    show(text) {
      if (!output.isTTY || Date.now() < next) return;
      next = Date.now() + PAUSE;
      isShown = true;
      output.write(`${CLEAR}${text}`);
    },
    done() {
      if (isShown) output.write(CLEAR);
      isShown = false;
    },
  };
}
