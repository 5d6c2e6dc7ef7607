import type { TranslationBundle } from '@jupyterlab/translation';
import { denialIn } from './denial';
import type { FailureKind } from './failureKind';
import type { JobKind, StepName } from './job';
import { quotaIn } from './reasons';

/** What one can do about a failure from the panel: ask for a job (again), or read the list anew. */
export type FailureAct = JobKind | 'refresh';

/** A button. */
export interface IActWords {
  readonly act: FailureAct;
  readonly label: string;
}

/** The words of one kind of failure. */
export interface IWords {
  /** What happened, in one line. */
  readonly title: string;
  /** A few words for a row; without, the title. */
  readonly short?: string;
  /** Why it happened; may be empty where the title says it all. */
  readonly why: string;
  /** What one can do now; may be empty. */
  readonly todo: string;
  /** The best first. */
  readonly acts?: readonly IActWords[];
}

/** What the words speak of. */
export interface IFailureFacts {
  /** What was tried, as the API or the server part calls it. */
  readonly tried: string;
  /** The raw text. */
  readonly text: string;
  /** The error's own type name. */
  readonly type: string | null;
  /** What of a job failed; null when none did. */
  readonly job: JobKind | null;
  readonly step: StepName | null;
  readonly instanceType: string | null;
}

/**
 * The one table of failures: what happened, why, what to do now.
 *
 * Whatever comes from outside (names, AWS's texts) is put in as text.
 */
export function wordsOf(
  kind: FailureKind,
  facts: IFailureFacts,
  trans: TranslationBundle
): IWords {
  const { text, job } = facts;
  const type = facts.instanceType ?? trans.__('this instance type');
  const again = againAct(job ?? 'run', trans);
  const change = (label: string): IActWords => ({ act: 'change', label });
  const otherInstance = change(trans.__('Choose another instance…'));
  switch (kind) {
    // The start of an app
    case 'capacity':
      return {
        short: trans.__('no capacity for %1 now', type),
        title: trans.__('AWS has no %1 to give now', type),
        why: trans.__(
          'All instances of this type are taken where the domain may run. That passes, but nobody can say when. The files of the space are untouched.'
        ),
        todo: trans.__(
          'Try again in a few minutes, or choose another instance type.'
        ),
        acts: [again, otherInstance]
      };
    case 'quota':
      return quotaWords(facts, [otherInstance, again], trans);
    case 'storage-busy':
      return {
        short: trans.__('its volume is not ready yet'),
        title: trans.__('The volume of the space is not ready yet'),
        why: trans.__(
          'It was made or changed a moment ago, and AWS does not tell when it can be used.'
        ),
        todo: trans.__('Try again in a few minutes.'),
        acts: [again]
      };
    case 'lifecycle-script':
      return {
        short: trans.__('its lifecycle script failed'),
        title: trans.__('The lifecycle script of the space failed'),
        why: trans.__(
          'The script that runs before each start ended with an error, or took longer than the five minutes that AWS gives it.'
        ),
        todo: trans.__(
          'Its log shows where. Until it is mended, let the space run without it or with another one.'
        ),
        acts: [change(trans.__('Change the script…')), again]
      };
    case 'script-missing':
      return {
        short: trans.__('its lifecycle script is missing'),
        title: trans.__('The lifecycle script of the space is missing'),
        why: trans.__(
          'It was deleted since it was chosen, or is for another kind of app.'
        ),
        todo: trans.__('Choose another one, or none.'),
        acts: [change(trans.__('Change the script…'))]
      };
    case 'image-missing':
      return {
        short: trans.__('its image is missing'),
        title: trans.__('There is no such image'),
        why: trans.__(
          'The image or the version that the space is to run was deleted, cannot be read, or was never chosen.'
        ),
        todo: trans.__('Choose another image or version.'),
        acts: [change(trans.__('Choose another image…'))]
      };
    case 'app-failed':
      return {
        short: text ? trans.__('failed: %1', text) : trans.__('failed'),
        title: trans.__('Its app did not start, or ended by itself'),
        why: text || trans.__('AWS gives no reason.'),
        todo: trans.__(
          'Run it again. If it fails again, its log says more; an instance with more memory or another image may help.'
        ),
        acts: [again, change(trans.__('Change it…'))]
      };
    case 'stopped':
      return {
        short: trans.__('stopped while it started'),
        title: trans.__('Somebody stopped it while it was starting'),
        why: '',
        todo: trans.__('Run it again if it is wanted.'),
        acts: [again]
      };

    case 'started':
      return {
        short: trans.__('started by somebody meanwhile'),
        title: trans.__('Somebody started it meanwhile'),
        why: text,
        todo: trans.__('Agree with them, then ask again.'),
        acts: [again]
      };

    // The stop of the space that one is in
    case 'still-busy':
      return {
        short: trans.__('not done within the time limit'),
        title: trans.__('What it was to wait for was not done in time'),
        why: text,
        todo: '',
        acts: [{ act: 'stop', label: trans.__('Stop…') }]
      };
    case 'outputs-not-saved':
      return {
        short: trans.__('outputs could not be saved'),
        title: trans.__('Outputs could not be saved'),
        why: text,
        todo: trans.__(
          'Free some space or save the notebook under another name, then ask again.'
        ),
        acts: [{ act: 'stop', label: trans.__('Stop…') }]
      };

    // Changes of the space itself
    case 'cooldown':
      return {
        short: trans.__('its volume cannot grow yet'),
        title: trans.__('The volume cannot grow again yet'),
        why: trans.__(
          'AWS changes the size of a volume again only some hours after the last change. Files and size are as they were.'
        ),
        todo: trans.__(
          'Grow it later. All other settings can be changed meanwhile.'
        ),
        acts: [change(trans.__('Change it…'))]
      };
    case 'space-running':
      return {
        short: trans.__('it has to be stopped for this'),
        title: trans.__('This cannot be changed while the space runs'),
        why: text,
        todo: trans.__('Stop the space, then change it.'),
        acts: [{ act: 'stop', label: trans.__('Stop…') }]
      };
    case 'space-has-app':
      return {
        short: trans.__('it has to be stopped first'),
        title: trans.__('An app still runs in the space'),
        why: trans.__('AWS deletes a space only when nothing runs in it.'),
        todo: trans.__('Stop the space, then delete it.'),
        acts: [{ act: 'stop', label: trans.__('Stop…') }]
      };
    case 'space-busy':
      return {
        short: trans.__('busy with something else'),
        title: trans.__('The space is busy with something else'),
        why: text,
        todo: trans.__('Try again when that is over.'),
        acts: [again]
      };
    case 'too-early':
      return {
        short: trans.__('still being created'),
        title: trans.__('The space is still being created'),
        why: '',
        todo: trans.__('Try again in a minute.'),
        acts: [again]
      };
    case 'space-gone':
      return {
        short: trans.__('not there any more'),
        title: trans.__('AWS does not find it'),
        why: trans.__(
          'The space, or what it needs, was deleted meanwhile: %1',
          text
        ),
        todo: trans.__('Read the list of spaces again.'),
        acts: [{ act: 'refresh', label: trans.__('Refresh') }]
      };
    case 'app-gone':
      return {
        short: trans.__('had ended before'),
        title: trans.__('Its app had ended already'),
        why: '',
        todo: trans.__('There is nothing left to stop.'),
        acts: [{ act: 'refresh', label: trans.__('Refresh') }]
      };
    case 'name-taken':
      return {
        short: trans.__('the name is taken'),
        title: trans.__('There is a space of this name already'),
        why: trans.__(
          'It may be somebody else’s, which is why the list may not show it.'
        ),
        todo: trans.__('Choose another name.'),
        acts: [{ act: 'create', label: trans.__('Choose another name…') }]
      };
    case 'invalid':
      return {
        short: trans.__('a value was not accepted'),
        title: trans.__('AWS does not accept what was asked for'),
        why: text,
        todo: trans.__('Correct the value that AWS names.'),
        acts: [job === 'create' ? again : change(trans.__('Change it…'))]
      };
    case 'create-failed':
      return {
        short: text ? trans.__('failed: %1', text) : trans.__('failed'),
        title: trans.__('The space itself has failed'),
        why: text || trans.__('AWS gives no reason.'),
        todo: trans.__(
          'It cannot be run. Ask your administrator, or delete it and create another.'
        ),
        acts: [{ act: 'delete', label: trans.__('Delete…') }]
      };
    case 'update-failed':
      return {
        short: trans.__('its last change failed'),
        title: trans.__('The last change of the space was not made'),
        why: text || trans.__('AWS gives no reason.'),
        todo: trans.__(
          'It is as it was before, and can be run and changed again.'
        ),
        acts: [
          { act: 'run', label: trans.__('Run') },
          change(trans.__('Change it…'))
        ]
      };
    case 'delete-failed':
      return {
        short: trans.__('could not be deleted'),
        title: trans.__('The space could not be deleted'),
        why: text || trans.__('AWS gives no reason.'),
        todo: trans.__(
          'Delete it again; if that fails too, ask your administrator. Until it is gone, its volume is billed.'
        ),
        acts: [{ act: 'delete', label: trans.__('Delete again…') }]
      };

    // Our jobs
    case 'cannot-do':
      return {
        short: trans.__('not possible in its status'),
        title: trans.__('This is not possible in the status of the space'),
        why: text,
        todo: trans.__('Ask your administrator, or create another space.')
      };
    case 'not-permitted':
      return {
        short: trans.__('not permitted by the administrator'),
        title: trans.__('The administrator of this server does not permit it'),
        why: text,
        todo: ''
      };
    case 'here-refused':
      return {
        short: trans.__('cannot be changed from within'),
        title: trans.__('This space cannot be changed so from within'),
        why: text,
        todo: '',
        acts: [{ act: 'stop', label: trans.__('Stop…') }]
      };
    case 'job-timed-out':
      return {
        short: trans.__('took too long'),
        title: trans.__('It took too long'),
        why: text,
        todo: '',
        acts: [{ act: 'refresh', label: trans.__('Refresh') }, again]
      };
    case 'not-supported':
      return {
        title: trans.__('This cannot be done from here'),
        why: text,
        todo: ''
      };
    case 'no-such-job':
      return {
        title: trans.__('This is over already'),
        why: '',
        todo: trans.__('The server keeps the last hundred changes only.')
      };
    case 'fault':
      return {
        short: trans.__('the server part failed'),
        title: trans.__('The server part of Spaces failed'),
        why: text,
        todo: trans.__(
          'This is a mistake of the extension’s. Look at how the space is now, then try again.'
        ),
        acts: [again]
      };
    case 'conflict':
      return {
        short: trans.__('something else is under way'),
        title: trans.__('Something else is under way'),
        why: text,
        todo: ''
      };
    case 'cannot-open':
      return {
        short: trans.__('not possible from here'),
        title: trans.__('It cannot be opened from here'),
        why: text,
        todo: ''
      };

    // AWS as a whole
    case 'access-denied':
      return deniedWords(facts, trans);
    case 'credentials-expired':
      return {
        title: trans.__('The AWS credentials have expired'),
        why: '',
        todo: trans.__(
          'In Studio they renew themselves within minutes: try again then. Elsewhere, sign in to AWS again.'
        ),
        acts: [again]
      };
    case 'credentials-invalid':
      return {
        title: trans.__('AWS does not accept the credentials'),
        why: trans.__(
          'They may be mistyped, of another account, or no longer valid.'
        ),
        todo: trans.__(
          'In Studio, restart the space. Elsewhere, sign in to AWS again.'
        ),
        acts: [again]
      };
    case 'clock':
      return {
        title: trans.__('The clock of the JupyterLab server is wrong'),
        why: trans.__(
          'AWS accepts a request only within five minutes of its own time.'
        ),
        todo: trans.__('Have the clock set, then try again.'),
        acts: [again]
      };
    case 'no-credentials':
      return {
        title: trans.__('No AWS credentials'),
        why: trans.__('The JupyterLab server found none.'),
        todo: trans.__(
          'In Studio they come by themselves: restart the space. Elsewhere, configure them as for the AWS command line.'
        )
      };
    case 'throttled':
      return {
        title: trans.__('AWS asks to slow down'),
        why: trans.__('Too many requests came from this account.'),
        todo: trans.__('Try again in a minute.'),
        acts: [again]
      };
    case 'internal':
      return {
        short: trans.__('AWS failed, without a reason'),
        title: trans.__('AWS failed, and gives no reason'),
        why: trans.__(
          'This is a failure within AWS; it need not have to do with the space.'
        ),
        todo: trans.__(
          'Try again in a few minutes. If it stays so, the log may say more; AWS Support wants the request id below.'
        ),
        acts: [again]
      };
    case 'endpoint-unreachable':
      return {
        title: trans.__('SageMaker cannot be reached'),
        why: trans.__('The JupyterLab server has no way to the API.'),
        todo: trans.__(
          'Check its network; in a VPC without internet, the endpoint of the SageMaker API.'
        ),
        acts: [again]
      };
    case 'timed-out':
      return {
        title: trans.__('SageMaker did not answer in time'),
        why: trans.__('The network may be slow, or the service busy.'),
        todo: job
          ? trans.__(
              'Whether it was done is not known: look at how the space is now.'
            )
          : '',
        acts: [{ act: 'refresh', label: trans.__('Refresh') }, again]
      };

    // The way to the server part
    case 'server-missing':
      return {
        title: trans.__('The server part of Spaces is missing'),
        why: trans.__('This JupyterLab server does not know the extension.'),
        todo: trans.__(
          'Install jupyterlab-sagemaker-spaces in the environment that the server runs in, then restart the server.'
        )
      };
    case 'server-older':
      return {
        title: trans.__('The server part of Spaces is older than this page'),
        why: '',
        todo: trans.__(
          'Restart the JupyterLab server (versions: server / page %1).',
          text
        )
      };
    case 'page-older':
      return {
        title: trans.__('This page is older than the server part of Spaces'),
        why: '',
        todo: trans.__('Reload the page (versions: server / page %1).', text)
      };
    case 'server-unreachable':
      return {
        title: trans.__('The JupyterLab server does not answer'),
        why: trans.__('Your network may be down, or this space was stopped.'),
        todo: trans.__('Nothing that runs on other spaces is touched by this.')
      };
    case 'server-refused':
      return {
        title: trans.__('The JupyterLab server refused the request'),
        why: trans.__('Your session may have ended.'),
        todo: trans.__(
          'Reload the page. If it stays so, the administrator of this server does not permit it.'
        )
      };
    case 'bad-answer':
      return {
        title: trans.__('The answer could not be understood'),
        why: trans.__(
          'Something between here and AWS answered in its place, perhaps a proxy or a login page.'
        ),
        todo: ''
      };
    case 'no-region':
      return {
        title: trans.__('No AWS region'),
        why: '',
        todo: trans.__(
          'Set AWS_REGION for the JupyterLab server, or c.SpacesExtension.region in its configuration.'
        )
      };
    case 'no-domain':
      return {
        title: trans.__('No SageMaker domain'),
        why: '',
        todo: trans.__(
          'Set c.SpacesExtension.domain_id in the configuration of the JupyterLab server.'
        )
      };
    case 'not-allowed':
      return {
        title: trans.__('The server part does not pass this request on'),
        why: trans.__('Page and server may be of different versions.'),
        todo: trans.__(
          'Reload the page, and restart the server if it stays so.'
        )
      };

    case 'unknown':
      return {
        short: text ? trans.__('failed: %1', text) : trans.__('failed'),
        title: trans.__('AWS refused: %1', facts.tried),
        why: text || (facts.type ?? trans.__('AWS gives no reason.')),
        todo: '',
        acts: job ? [again] : []
      };
  }
}

/** The button that asks for the same once more; what needs a form or a confirmation opens it. */
function againAct(job: JobKind, trans: TranslationBundle): IActWords {
  const labels: Readonly<Record<JobKind, string>> = {
    run: trans.__('Run again'),
    stop: trans.__('Stop again…'),
    create: trans.__('Create again…'),
    change: trans.__('Change again…'),
    delete: trans.__('Delete again…')
  };
  return { act: job, label: labels[job] };
}

function quotaWords(
  facts: IFailureFacts,
  acts: readonly IActWords[],
  trans: TranslationBundle
): IWords {
  const { instanceType, text } = facts;
  const quota = quotaIn(text);
  const aboutInstance = quota === null || /\bApps\b/.test(quota.name);
  const why =
    quota === null
      ? trans.__('The account has no more of this than AWS lets it have.')
      : quota.limit === 0
        ? trans.__(
            'The quota “%1” is 0: AWS does not let this account have any.',
            quota.name
          )
        : trans.__(
            'The quota “%1” is %2, and %3 are in use.',
            quota.name,
            quota.limit,
            quota.used ?? trans.__('all')
          );
  if (!aboutInstance) {
    return {
      short: trans.__('a quota is reached'),
      title: trans.__('A quota of the AWS account is reached'),
      why,
      todo: trans.__(
        'Have the quota raised: an administrator can ask AWS for it.'
      )
    };
  }
  const type = instanceType ?? trans.__('this instance type');
  return {
    short: trans.__('quota reached for %1', type),
    title: trans.__('The quota for %1 is reached', type),
    why,
    todo:
      quota?.limit === 0
        ? trans.__(
            'Choose another instance type, or have the quota raised (an administrator can ask AWS for it).'
          )
        : trans.__(
            'Stop another space that runs on this type, choose another type, or have the quota raised.'
          ),
    acts
  };
}

function deniedWords(facts: IFailureFacts, trans: TranslationBundle): IWords {
  const { action, who, expressly, policy } = denialIn(facts.text);
  const what = action ?? facts.tried;
  const role = who ?? trans.__('the role of this space');
  const shorts: Readonly<Record<JobKind, string>> = {
    run: trans.__('you may not run it from here'),
    stop: trans.__('you may not stop it from here'),
    create: trans.__('you may not create it from here'),
    change: trans.__('you may not change it from here'),
    delete: trans.__('you may not delete it from here')
  };
  return {
    short: facts.job ? shorts[facts.job] : undefined,
    title: trans.__('You may not do this: %1', what.replace(/^\w+:/, '')),
    why: expressly
      ? trans.__(
          'A policy (%1) forbids it to %2 expressly.',
          policy ?? trans.__('IAM'),
          role
        )
      : policy
        ? trans.__('The %1 does not permit it to %2.', policy, role)
        : trans.__('The permission %1 is missing for %2.', what, role),
    todo: trans.__(
      'Ask whoever administers the domain, and give them the text below.'
    )
  };
}
