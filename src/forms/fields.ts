import type { TranslationBundle } from '@jupyterlab/translation';
import { ABOUT_NOTHING, failureOf } from '../jobs/failures';
import type { IProblem } from '../server/problem';
import type { ISpace } from '../spaces/space';
import { IAccount, IAccountReads } from '../tokens';
import { checkWords } from './checkWords';
import type { IDraft } from './draft';
import type { Faults } from './faults';
import type { IKnown } from './useKnown';

/** What the fields of both forms share. */
export interface IFieldsProps {
  readonly draft: IDraft;
  readonly onChange: (change: Partial<IDraft>) => void;
  readonly known: IKnown;
  /** Those that are to be shown. */
  readonly faults: Faults;
  /** The space that is changed; null for a new one. */
  readonly space: ISpace | null;
  readonly reads: IAccountReads;
  readonly account: IAccount;
  readonly trans: TranslationBundle;
}

/** What is wrong with a field, in words; null when nothing is. */
export function errorOf(
  field: keyof IDraft,
  { faults, trans }: Pick<IFieldsProps, 'faults' | 'trans'>
): string | null {
  const fault = faults[field];
  return fault ? checkWords(fault, trans) : null;
}

/** Why something is not offered: what could not be read. */
export function notRead(problem: IProblem, trans: TranslationBundle): string {
  return trans.__(
    'Not all is known: %1.',
    failureOf(problem, ABOUT_NOTHING, trans).title
  );
}
