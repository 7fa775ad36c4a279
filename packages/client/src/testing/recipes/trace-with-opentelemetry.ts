import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { context, type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { CLIENT_CHANNEL, type ClientEvent } from '../../index.ts';

/** One span for every call of every client, one inside it for every attempt. Returns its end. */
export function traceWithOpenTelemetry(tracer: Tracer): () => void {
  const calls = new Map<number, Span>();
  const attempts = new Map<number, Span>();
  const onEvent = (message: unknown) => {
    const event = message as ClientEvent;
    switch (event.type) {
      case 'call.start':
        calls.set(event.call, tracer.startSpan(`qf ${event.method}`));
        break;
      case 'attempt.start': {
        const call = calls.get(event.call);
        const around =
          call === undefined ? context.active() : trace.setSpan(context.active(), call);
        attempts.set(event.call, tracer.startSpan(`qf ${event.request}`, {}, around));
        break;
      }
      case 'attempt.end': {
        const { result, requestSent, respcd = '', httpStatus = 0 } = event;
        const span = attempts.get(event.call);
        span?.setAttributes({ 'qf.result': result, 'qf.request_sent': requestSent });
        span?.setAttributes({ 'qf.respcd': respcd, 'http.response.status_code': httpStatus });
        span?.end();
        break;
      }
      case 'call.end': {
        const { status, reason = '', out_trade_no = '' } = event;
        const span = calls.get(event.call);
        span?.setAttributes({ 'qf.status': status, 'qf.reason': reason });
        span?.setAttribute('qf.out_trade_no', out_trade_no);
        if (status === 'error') span?.setStatus({ code: SpanStatusCode.ERROR });
        span?.end();
        calls.delete(event.call);
        attempts.delete(event.call);
      }
    }
  };
  subscribe(CLIENT_CHANNEL, onEvent);
  return () => unsubscribe(CLIENT_CHANNEL, onEvent);
}
