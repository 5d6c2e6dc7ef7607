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
const MaxResults = 100;
const IN_SERVICE = { MaxResults, StatusEquals: 'InService' } as const;
const IN_PROGRESS = { MaxResults, StatusEquals: 'InProgress' } as const;

/** Name and ARN. */
type Named = readonly [string | undefined, string | undefined];

/** What is billed now beside apps, kind by kind; a kind that may not be listed is told as such. Never rejects. */
export function readBilled(
  client: SageMakerClient
): Promise<readonly IBilled[]> {
  return Promise.all([
    readKind(
      'endpoint',
      'ListEndpoints',
      () => client.send(new ListEndpointsCommand(IN_SERVICE)),
      ({ Endpoints }) =>
        Endpoints?.map(one => [one.EndpointName, one.EndpointArn])
    ),
    readKind(
      'notebook-instance',
      'ListNotebookInstances',
      () => client.send(new ListNotebookInstancesCommand(IN_SERVICE)),
      ({ NotebookInstances }) =>
        NotebookInstances?.map(one => [
          one.NotebookInstanceName,
          one.NotebookInstanceArn
        ])
    ),
    readKind(
      'training-job',
      'ListTrainingJobs',
      () => client.send(new ListTrainingJobsCommand(IN_PROGRESS)),
      ({ TrainingJobSummaries }) =>
        TrainingJobSummaries?.map(one => [
          one.TrainingJobName,
          one.TrainingJobArn
        ])
    ),
    readKind(
      'processing-job',
      'ListProcessingJobs',
      () => client.send(new ListProcessingJobsCommand(IN_PROGRESS)),
      ({ ProcessingJobSummaries }) =>
        ProcessingJobSummaries?.map(one => [
          one.ProcessingJobName,
          one.ProcessingJobArn
        ])
    ),
    readKind(
      'transform-job',
      'ListTransformJobs',
      () => client.send(new ListTransformJobsCommand(IN_PROGRESS)),
      ({ TransformJobSummaries }) =>
        TransformJobSummaries?.map(one => [
          one.TransformJobName,
          one.TransformJobArn
        ])
    )
  ]);
}

async function readKind<T extends { NextToken?: string }>(
  kind: BilledKind,
  operation: string,
  list: () => Promise<T>,
  thingsOf: (answer: T) => readonly Named[] | undefined
): Promise<IBilled> {
  try {
    const answer = await callAws(operation, list);
    const things = thingsOf(answer) ?? [];
    return {
      kind,
      things: things.map(([name = '', arn = '']) => ({ name, arn })),
      more: !!answer.NextToken,
      problem: null
    };
  } catch (error) {
    const problem = problemOf(error, operation);
    return { kind, things: [], more: false, problem };
  }
}
