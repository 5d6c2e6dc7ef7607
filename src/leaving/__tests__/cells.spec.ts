import { Signal } from '@lumino/signaling';
import { RunningCells } from '../cells';
import { makeShell } from './factories';

function makeCell(id: string, msg_id: string | null, more: object = {}): any {
  return {
    model: {
      id,
      executionCount: null,
      executionState: msg_id ? 'running' : 'idle',
      outputs: { toJSON: () => [{ output_type: 'stream', text: id }] }
    },
    outputArea: {
      future: msg_id && { isDisposed: false, msg: { header: { msg_id } } },
      ...more
    }
  };
}

function makeNotebook(...cells: any[]): any {
  const notebook = {
    context: { localPath: 'train.ipynb' },
    content: { widgets: cells },
    sessionContext: {
      session: { kernel: { id: 'k1', hasPendingInput: false } },
      iopubMessage: null as any
    }
  };
  notebook.sessionContext.iopubMessage = new Signal<any, any>(notebook);
  return notebook;
}

const say = (
  notebook: any,
  request: string,
  msg_id: string,
  content: object = {},
  of = 'execute_request'
) =>
  notebook.sessionContext.iopubMessage.emit({
    header: { msg_id },
    parent_header: { msg_id: request, msg_type: of },
    content
  });

describe('RunningCells', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 1000 });
  });
  afterEach(() => jest.useRealTimers());

  it('has cells that run or are queued, with their outputs and their last message', () => {
    const notebook = makeNotebook(
      makeCell('a', null),
      makeCell('b', 'r1'),
      makeCell('c', 'r2')
    );
    const cells = new RunningCells(makeShell(notebook));
    say(notebook, 'r1', 'm1', { execution_state: 'busy' });
    jest.setSystemTime(5000);
    say(notebook, 'r1', 'm2', { name: 'stdout', text: 'x' });
    expect(cells.all).toEqual([
      {
        kernel: 'k1',
        path: 'train.ipynb',
        asks: false,
        at: { cell: 2, since: 1000 },
        cells: [
          {
            id: 'b',
            msg_id: 'r1',
            outputs: [{ output_type: 'stream', text: 'b' }],
            execution_count: null,
            last: 'm2'
          },
          expect.objectContaining({ id: 'c', msg_id: 'r2', last: null })
        ]
      }
    ]);
  });

  it('has the cell that runs, though an earlier one is queued behind it', () => {
    const notebook = makeNotebook(makeCell('a', 'r2'), makeCell('b', 'r1'));
    const cells = new RunningCells(makeShell(notebook));
    say(notebook, 'r1', 'm1', { execution_state: 'busy' });
    expect(cells.all[0].at.cell).toBe(2);
  });

  it('forgets what is over, and what is no code of a cell', () => {
    const notebook = makeNotebook(makeCell('a', 'r1'));
    const cells = new RunningCells(makeShell(notebook));
    say(notebook, 'r1', 'm1', { execution_state: 'busy' });
    say(notebook, 'r1', 'm2', { execution_state: 'idle' });
    say(notebook, 'r9', 'm3', { execution_state: 'busy' }, 'kernel_info');
    expect(cells.all[0].at.since).toBeNull();
    notebook.content.widgets[0].model.executionState = 'idle';
    expect(cells.all).toEqual([]);
  });

  it('knows of notebooks that are opened later, and of futures that are gone', () => {
    const notebook = makeNotebook(
      makeCell('a', 'r1'),
      makeCell('b', 'r2', { future: { isDisposed: true } }),
      { model: { id: 'text' } }
    );
    const shell = makeShell();
    const cells = new RunningCells(shell);
    shell.tabs.push(notebook, {}, { content: {} });
    shell.layoutModified.emit();
    say(notebook, 'r1', 'm1', { execution_state: 'busy' });
    expect(cells.all[0].cells.map(({ id, last }) => [id, last])).toEqual([
      ['a', 'm1']
    ]);
  });

  it('says that a kernel asks for something', () => {
    const notebook = makeNotebook(makeCell('a', 'r1'));
    notebook.sessionContext.session.kernel.hasPendingInput = true;
    expect(new RunningCells(makeShell(notebook)).all[0].asks).toBe(true);
    notebook.sessionContext.session = null;
    expect(new RunningCells(makeShell(notebook)).all).toEqual([]);
  });
});
