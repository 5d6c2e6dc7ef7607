import { Clipboard } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { checkIcon, copyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';
import { Breakable } from '../ui/Breakable';
import { ICardRow } from './rows';
import { sourceWord } from './sources';

interface ICardRowsProps {
  readonly rows: readonly ICardRow[];
  /** Whether sources are written below the values; they are tooltips anyway. */
  readonly withSources: boolean;
  readonly trans: TranslationBundle;
}

/** The values of the card, one below the other, with buttons that copy. */
export function CardRows(props: ICardRowsProps): JSX.Element {
  const { rows, withSources, trans } = props;
  return (
    <dl className="jp-Spaces-cardRows">
      {rows.map(({ id, label, value, note, source, copy }) => {
        const from = sourceWord(source, trans);
        return (
          <React.Fragment key={id}>
            <dt>{label}</dt>
            <dd data-row={id}>
              <div className="jp-Spaces-cardText">
                <span title={trans.__('Source: %1', from)}>
                  <Breakable text={value} />
                </span>
                {note && <div className="jp-Spaces-sub">{note}</div>}
                {withSources && <div className="jp-Spaces-source">{from}</div>}
              </div>
              {copy && <CopyButton label={label} text={copy} trans={trans} />}
            </dd>
          </React.Fragment>
        );
      })}
    </dl>
  );
}

function CopyButton(props: {
  label: string;
  text: string;
  trans: TranslationBundle;
}): JSX.Element {
  const { label, text, trans } = props;
  const [copied, setCopied] = React.useState(false);
  const Icon = copied ? checkIcon : copyIcon;
  return (
    <>
      <span className="jp-Spaces-sub" role="status">
        {copied && trans.__('copied')}
      </span>
      <button
        className="jp-Spaces-iconButton"
        aria-label={trans.__('Copy %1', label)}
        title={trans.__('Copy %1', text)}
        onClick={() => {
          Clipboard.copyToSystem(text);
          setCopied(true);
        }}
        onBlur={() => setCopied(false)}
      >
        <Icon.react tag={null} />
      </button>
    </>
  );
}
