/** The languages in which the way to verify a webhook is shown. */
export const verifyLanguages = ['javascript', 'python', 'shell'] as const;

export type VerifyLanguage = (typeof verifyLanguages)[number];

/**
 * Five lines that verify what a webhook sent, by the packages of the Standard Webhooks project; in a shell by hand, for
 * somebody who holds a request in their hands. The secret is in HILO_WEBHOOK_SECRET, the body in what was received as it was.
 */
export const verifyCode: Record<VerifyLanguage, { install?: string; code: string }> = {
  javascript: {
    install: 'npm install standardwebhooks',
    code: `import { env } from 'node:process';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(env.HILO_WEBHOOK_SECRET);
const { type, data } = webhook.verify(body, headers);
console.log(type, data.ticket?.number);`,
  },
  python: {
    install: 'pip install standardwebhooks',
    code: `import os
from standardwebhooks import Webhook

webhook = Webhook(os.environ["HILO_WEBHOOK_SECRET"])
event = webhook.verify(body, headers)
print(event["type"], event["data"])`,
  },
  shell: {
    code: `key=$(printf %s "\${HILO_WEBHOOK_SECRET#whsec_}" | base64 -d | xxd -p -c 256)
printf %s "$WEBHOOK_ID.$WEBHOOK_TIMESTAMP.$BODY" |
  openssl dgst -sha256 -mac HMAC -macopt hexkey:$key -binary |
  base64   # = "webhook-signature", "v1,"`,
  },
};
