/** Whether a channel can send. The code is for programs and translations, the detail for people. */
export type Readiness =
  | { ready: true; sandbox: boolean }
  | { ready: false; sandbox: boolean; reason: { code: string; detail: string } }
