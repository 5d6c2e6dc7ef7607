import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

interface ISettingsNoticeProps {
  /** The shared space that one is in. */
  readonly space: string;
  readonly trans: TranslationBundle;
}

/**
 * Says once, to each browser, that the settings of JupyterLab lie in the space's home: they are everybody's.
 *
 * That it was read is kept in the browser: what JupyterLab keeps on the server is everybody's, too.
 */
export function SettingsNotice(
  props: ISettingsNoticeProps
): JSX.Element | null {
  const { space, trans } = props;
  const key = `jupyterlab-sagemaker-spaces:settings-notice:${space}`;
  const [isRead, setRead] = React.useState(
    () => localStorage.getItem(key) !== null
  );
  if (isRead) {
    return null;
  }
  return (
    <div className="jp-Spaces-note jp-Spaces-once" role="note">
      <span>
        <b>{trans.__('Settings are shared, too.')}</b>{' '}
        {trans.__(
          'The theme, the shortcuts and all else that you set in JupyterLab here is set for everybody in this space.'
        )}
      </span>
      <button
        className="jp-Spaces-iconButton"
        aria-label={trans.__('Close')}
        title={trans.__('Do not show this again')}
        onClick={() => {
          localStorage.setItem(key, 'read');
          setRead(true);
        }}
      >
        <closeIcon.react tag={null} />
      </button>
    </div>
  );
}
