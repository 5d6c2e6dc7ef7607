import { UNRESTRICTED } from '../../server/here';
import { NOTHING_DENIED } from '../denied';
import type { IViewer } from '../row';

/** Ana, who may do everything, in no space; changed as asked. */
export function makeViewer(overrides: Partial<IViewer> = {}): IViewer {
  return {
    me: 'ana',
    here: null,
    permissions: UNRESTRICTED,
    denied: NOTHING_DENIED,
    ...overrides
  };
}
