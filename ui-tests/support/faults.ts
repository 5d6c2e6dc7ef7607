import type { Page, Route } from '@playwright/test';

/** What the server part answers in AWS's name: a status, and a body. */
export interface IAwsAnswer {
  status?: number;
  body: unknown;
}

/**
 * Let the gateway answer one operation otherwise.
 *
 * @param answer - what it answers; null lets the call go on to the true one
 */
export async function answerFor(
  page: Page,
  operation: string,
  answer: (route: Route) => IAwsAnswer | null
): Promise<void> {
  await page.route(/\/sagemaker-spaces\/aws\b/, async route => {
    const target = await route.request().headerValue('x-amz-target');
    const given = target === `SageMaker.${operation}` ? answer(route) : null;
    if (!given) {
      return route.fallback();
    }
    const { status = 200, body } = given;
    await route.fulfill({
      status: 200,
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Spaces-Status': String(status)
      },
      body: typeof body === 'string' ? body : JSON.stringify(body)
    });
  });
}

/** Let `here` answer otherwise, in part. */
export async function answerHere(page: Page, part: object): Promise<void> {
  await page.route(/\/sagemaker-spaces\/here\b/, route =>
    route.fulfill({
      json: {
        version: '0.1.0',
        boot: 'b',
        place: 'studio',
        domain_id: null,
        region: 'us-east-1',
        space: null,
        app_type: 'JupyterLab',
        sharing: 'Shared',
        user: 'ana',
        ...part
      }
    })
  );
}
