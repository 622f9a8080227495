/** What a long run is at, in one line that goes away again. */
export interface Progress {
  show(text: string): void;
  done(): void;
}

export interface Output {
  write(text: string): unknown;
  /** Whether it is a terminal. */
  readonly isTTY?: boolean;
}

/** Milliseconds after which somebody wonders. */
const PATIENCE = 500;
const CLEAR = '\r\x1b[K';

/** Progress on a terminal, and nothing elsewhere or on a short run. */
export function progressOn(output: Output): Progress {
  const start = Date.now();
  let isShown = false;
  return {
    show(text) {
      if (!output.isTTY || Date.now() - start < PATIENCE) return;
      isShown = true;
      output.write(`${CLEAR}${text}`);
    },
    done() {
      if (isShown) output.write(CLEAR);
      isShown = false;
    },
  };
}
