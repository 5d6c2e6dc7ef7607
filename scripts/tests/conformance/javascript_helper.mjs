/**
 * Calls of @aws-sdk/client-sagemaker for the conformance suite: a line of JSON in, one out.
 */

import * as sagemaker from '@aws-sdk/client-sagemaker';
import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';

/** Sends a request as it is. */
const UNSIGNED = { sign: async request => request };

function clientOf(account) {
  return new sagemaker.SageMakerClient({
    endpoint: account.endpoint_url,
    region: account.region,
    credentials: {
      accessKeyId: account.access_key_id,
      secretAccessKey: account.secret_access_key,
      sessionToken: account.session_token
    },
    ...(account.signed ? {} : { signer: UNSIGNED })
  });
}

async function call(client, operation, members) {
  const command = new sagemaker[`${operation}Command`](members);
  const answer = await client.send(command);
  delete answer.$metadata;
  return answer;
}

/** A list by the SDK's own paginator. */
async function list(client, operation, members, pageSize) {
  const paginate = sagemaker[`paginate${operation}`];
  const items = [];
  for await (const page of paginate({ client, pageSize }, members)) {
    items.push(...Object.values(page).find(Array.isArray));
  }
  return items;
}

async function answerTo({ account, what, with: given }) {
  const client = clientOf(account);
  try {
    const work = { call, list }[what];
    return { answer: await work(client, ...given) };
  } catch (error) {
    if (!(error instanceof sagemaker.SageMakerServiceException)) {
      throw error;
    }
    return { code: error.name, message: error.message };
  } finally {
    client.destroy();
  }
}

for await (const line of createInterface({ input: stdin })) {
  const answer = await answerTo(JSON.parse(line));
  stdout.write(`${JSON.stringify(answer)}\n`);
}
