import { type Judged, judge } from '../../graph/judge';
import { type Rgd, rgdOf } from '../../graph/rgd';
import type { Kinds } from '../../schema/kinds';
import { isObject } from '../../schema/openapi';
import { documentsOf } from '../documents';
import type { InputFile } from '../files';

/** The graphs and the other objects of a folder at one time. */
export interface Snapshot {
  readonly graphs: readonly Graph[];
  readonly objects: readonly Placed[];
  /** What each graph finds, those of the folder included. */
  readonly kinds: Kinds;
  /** Whether there is no file at all. */
  readonly isEmpty: boolean;
  /** Places that cannot be read, and why. */
  readonly unreadable: readonly string[];
}

/** An object and the file it is in. */
export interface Placed {
  readonly file: string;
  readonly document: Readonly<Record<string, unknown>>;
}

export interface Graph extends Placed {
  readonly rgd: Rgd;
  readonly judged: Judged;
}

/** Reads and judges what is in files; `kinds` learns the kinds among it. */
export function snapshotOf(files: readonly InputFile[], kinds: Kinds): Snapshot {
  const unreadable: string[] = [];
  const placed = files.flatMap(file =>
    documentsOf(file).flatMap(({ value, findings }): Placed[] => {
      const [first] = findings;
      if (value === undefined) unreadable.push(`${file.name}:${first.position?.line ?? 1}: ${first.message}`);
      return isObject(value) ? [{ file: file.name, document: value }] : [];
    }),
  );
  const judged = judge(
    placed.map(({ document }) => document),
    { kinds },
  );
  const isGraph = (i: number) => judged[i].is === 'graph';
  return {
    graphs: placed.flatMap((each, i) =>
      isGraph(i) ? [{ ...each, rgd: rgdOf(each.document), judged: judged[i] }] : [],
    ),
    objects: placed.filter((_, i) => !isGraph(i)),
    kinds,
    isEmpty: files.length === 0,
    unreadable,
  };
}
