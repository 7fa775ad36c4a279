import { type CallFault, sendWhole } from '../call-fault.ts';

const PAGE = '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>';

/** What a load balancer says when the gateway behind it is gone. */
export const html502: CallFault = {
  says: 'answers HTTP 502 with a page',
  spoil: (answer) => {
    answer.response.status(502);
    sendWhole(answer, { body: PAGE, headers: { 'content-type': 'text/html' } });
  },
};
