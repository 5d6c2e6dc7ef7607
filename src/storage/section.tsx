import * as React from 'react';
import { ISection } from '../tokens';
import { SeenWidget } from './SeenWidget';
import { IStorageSectionProps, StorageSection } from './StorageSection';
import { verdictWord } from './sectionWords';
import '../../style/content.css';
import '../../style/storage.css';

/** The section of the panel: what lies where on this machine. */
export function storageSection(props: IStorageSectionProps): ISection {
  const { storage, trans } = props;
  return {
    id: 'storage',
    title: trans.__('Storage'),
    rank: 300,
    widget: new SeenWidget(<StorageSection {...props} />, seen => {
      storage.isSeen = seen;
    }),
    note: {
      text: () => {
        const { state } = storage;
        return state.kind === 'ready' ? verdictWord(state.mounts, trans) : '';
      },
      changed: storage.stateChanged
    }
  };
}
