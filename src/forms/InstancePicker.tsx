import type { TranslationBundle } from '@jupyterlab/translation';
import { caretDownIcon } from '@jupyterlab/ui-components';
import * as React from 'react';
import { IAccount } from '../tokens';
import { formatHourly, formatInstance } from '../ui/format';
import { useChange } from '../ui/useChange';
import { IInstanceChoice } from './instanceChoice';
import { InstanceSearch } from './InstanceSearch';

interface IInstancePickerProps {
  /** The chosen type; null while there is none. */
  readonly value: string | null;
  /** The type that the space has now; null for a new space. It is marked, and what is "like mine". */
  readonly current: string | null;
  readonly account: IAccount;
  readonly onChange: (type: string) => void;
  /** Id of the element that labels the control. */
  readonly labelId: string;
  /** Id of the control itself, where something else refers to it. */
  readonly id?: string;
  readonly disabled?: boolean;
  readonly trans: TranslationBundle;
}

/**
 * A control in a form that chooses an instance type: closed it shows the type with what it has and its price,
 * open also a table of all types below it.
 */
export function InstancePicker(props: IInstancePickerProps): JSX.Element {
  const { value, current, account, onChange, labelId, disabled, trans } = props;
  useChange(account.changed);
  const [open, setOpen] = React.useState(false);
  const button = React.useRef<HTMLButtonElement>(null);
  const ids = React.useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const { instances } = account;
  const choices = React.useMemo(
    () => (open && instances ? choicesOf(instances, account) : []),
    [open, instances, account.priceList?.region]
  );
  return (
    <div className="jp-Spaces-picker">
      <button
        ref={button}
        type="button"
        id={props.id}
        className="jp-Spaces-pickerButton"
        aria-labelledby={`${labelId} ${ids}value`}
        aria-expanded={open}
        aria-controls={open ? `${ids}search` : undefined}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        <span id={`${ids}value`} className="jp-Spaces-pickerValue">
          <Value type={value} account={account} trans={trans} />
        </span>
        <caretDownIcon.react tag="span" className="jp-Spaces-pickerCaret" />
      </button>
      {open && !instances && (
        <div id={`${ids}search`} className="jp-Spaces-empty" role="status">
          {trans.__('Reading the instance types…')}
        </div>
      )}
      {open && instances && (
        <InstanceSearch
          id={`${ids}search`}
          choices={choices}
          value={value}
          current={current !== null && instances.has(current) ? current : null}
          priceList={account.priceList}
          onChoose={type => {
            onChange(type);
            close();
          }}
          onClose={close}
          trans={trans}
        />
      )}
    </div>
  );
}

/** `ml.g5.xlarge`, and below it `4 vCPU · 16 GiB · 1 × A10G 24 GiB · $1.41/h`. */
function Value(props: {
  type: string | null;
  account: IAccount;
  trans: TranslationBundle;
}): JSX.Element {
  const { type, account, trans } = props;
  if (type === null) {
    return <>{trans.__('Choose an instance type')}</>;
  }
  const instance = account.instance(type);
  const price = account.price(type);
  return (
    <>
      {type}
      <span className="jp-Spaces-sub">
        {[
          instance && formatInstance(instance, trans),
          price === undefined ? null : formatHourly(price, trans)
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  );
}

function choicesOf(
  instances: NonNullable<IAccount['instances']>,
  account: IAccount
): IInstanceChoice[] {
  return Array.from(instances, ([type, instance]) => ({
    ...instance,
    type,
    price: account.price(type)
  }));
}
