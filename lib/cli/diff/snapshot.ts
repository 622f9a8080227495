import type { Options } from '../../graph/analyze';
import { type Judged, judge } from '../../graph/judge';
import { type Rgd, rgdOf } from '../../graph/rgd';
import { isObject } from '../../schema/openapi';
import { documentsOf } from '../documents';
import type { InputFile } from '../files';

/** The graphs and the other objects of a folder at one time. */
export interface Snapshot {
  readonly graphs: readonly Graph[];
  readonly objects: readonly Placed[];
  /** Its kinds are those that graphs find here, the ones they make included. */
  readonly options: Options;
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

/** Reads and judges what is in files; the kinds of `options` learn those among it. */
export function snapshotOf(files: readonly InputFile[], options: Options): Snapshot {
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
    options,
  );
  const isGraph = (i: number) => judged[i].is === 'graph';
  return {
    graphs: placed.flatMap((each, i) =>
      isGraph(i) ? [{ ...each, rgd: rgdOf(each.document), judged: judged[i] }] : [],
    ),
    objects: placed.filter((_, i) => !isGraph(i)),
    options,
    isEmpty: files.length === 0,
    unreadable,
  };
}
