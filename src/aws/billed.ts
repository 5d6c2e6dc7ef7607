import {
  ListEndpointsCommand,
  ListNotebookInstancesCommand,
  ListProcessingJobsCommand,
  ListTrainingJobsCommand,
  ListTransformJobsCommand,
  SageMakerClient
} from '@aws-sdk/client-sagemaker';
import { problemOf } from '../server/problem';
import type { BilledKind, IBilled } from '../spaces/billed';
import { callAws } from './client';

/** One page: whoever has more than so many knows it. */
const PAGE = { MaxResults: 100 } as const;

interface IPage {
  readonly things: readonly { name?: string; arn?: string }[];
  readonly next?: string;
}

/** What is billed now beside apps, kind by kind; a kind that may not be listed is told as such. Never rejects. */
export function readBilled(
  client: SageMakerClient
): Promise<readonly IBilled[]> {
  const kinds: readonly [BilledKind, string, () => Promise<IPage>][] = [
    [
      'endpoint',
      'ListEndpoints',
      async () => {
        const { Endpoints, NextToken } = await client.send(
          new ListEndpointsCommand({ ...PAGE, StatusEquals: 'InService' })
        );
        return {
          things: (Endpoints ?? []).map(({ EndpointName, EndpointArn }) => ({
            name: EndpointName,
            arn: EndpointArn
          })),
          next: NextToken
        };
      }
    ],
    [
      'notebook-instance',
      'ListNotebookInstances',
      async () => {
        const { NotebookInstances, NextToken } = await client.send(
          new ListNotebookInstancesCommand({
            ...PAGE,
            StatusEquals: 'InService'
          })
        );
        return {
          things: (NotebookInstances ?? []).map(instance => ({
            name: instance.NotebookInstanceName,
            arn: instance.NotebookInstanceArn
          })),
          next: NextToken
        };
      }
    ],
    [
      'training-job',
      'ListTrainingJobs',
      async () => {
        const { TrainingJobSummaries, NextToken } = await client.send(
          new ListTrainingJobsCommand({ ...PAGE, StatusEquals: 'InProgress' })
        );
        return {
          things: (TrainingJobSummaries ?? []).map(job => ({
            name: job.TrainingJobName,
            arn: job.TrainingJobArn
          })),
          next: NextToken
        };
      }
    ],
    [
      'processing-job',
      'ListProcessingJobs',
      async () => {
        const { ProcessingJobSummaries, NextToken } = await client.send(
          new ListProcessingJobsCommand({ ...PAGE, StatusEquals: 'InProgress' })
        );
        return {
          things: (ProcessingJobSummaries ?? []).map(job => ({
            name: job.ProcessingJobName,
            arn: job.ProcessingJobArn
          })),
          next: NextToken
        };
      }
    ],
    [
      'transform-job',
      'ListTransformJobs',
      async () => {
        const { TransformJobSummaries, NextToken } = await client.send(
          new ListTransformJobsCommand({ ...PAGE, StatusEquals: 'InProgress' })
        );
        return {
          things: (TransformJobSummaries ?? []).map(job => ({
            name: job.TransformJobName,
            arn: job.TransformJobArn
          })),
          next: NextToken
        };
      }
    ]
  ];
  return Promise.all(
    kinds.map(([kind, operation, read]) => readKind(kind, operation, read))
  );
}

async function readKind(
  kind: BilledKind,
  operation: string,
  read: () => Promise<IPage>
): Promise<IBilled> {
  try {
    const { things, next } = await callAws(operation, read);
    return {
      kind,
      things: things.map(({ name, arn }) => ({
        name: name ?? '',
        arn: arn ?? ''
      })),
      more: !!next,
      problem: null
    };
  } catch (error) {
    const problem = problemOf(error, operation);
    return { kind, things: [], more: false, problem };
  }
}
