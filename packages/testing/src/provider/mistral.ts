/** The scripted replies of Mistral's API: OpenAI's, with failures, limits and usage of its own. */
import { speaksOpenai, usageUnasked } from './openai.ts';
import type { Vendor } from './vendor.ts';

/** The replies of Mistral. */
export const MISTRAL: Vendor = speaksOpenai({
  headers: { 'mistral-correlation-id': 'req_scripted' },
  limits: {
    'x-ratelimit-limit-req-minute': '100',
    'x-ratelimit-remaining-req-minute': '99',
  },
  failure: (code) => ({ object: 'error', message: `scripted ${code}`, type: code, code: '1300' }),
  asked: usageUnasked,
});
