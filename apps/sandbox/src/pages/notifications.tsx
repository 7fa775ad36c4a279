import type { VNode } from 'preact';
import { type Attempt, nextAttemptDue, type QueuedNotification } from '../engine.ts';
import { moment } from './moment.ts';
import { notificationWords } from './notification-words.ts';

/** What the merchant was told, and what came back. */
export function Notifications({
  notifications,
}: {
  notifications: readonly QueuedNotification[];
}): VNode {
  if (notifications.length === 0) {
    return <p class="empty">Nothing has happened that the shop is told about.</p>;
  }
  return (
    <>
      {notifications.map((one) => (
        <Notification key={one.id} notification={one} />
      ))}
    </>
  );
}

function Notification({ notification }: { notification: QueuedNotification }): VNode {
  const { id, url, attempts, body } = notification;
  const { about, words, tone } = notificationWords(notification);
  return (
    <article id={id} class="card notification">
      <header>
        <h3>
          {about} <span class="code">{id}</span>
        </h3>
        <span class={`badge ${tone}`}>{words}</span>
        {url === null ? null : <Resend id={id} />}
      </header>
      <p>
        {url === null ? (
          'Neither the request’s notify_url nor --notify-url named an address.'
        ) : (
          <>
            To <code>{url}</code>
            {next(notification)}
          </>
        )}
      </p>
      <Attempts attempts={attempts} />
      <details id={`body-${id}`}>
        <summary>Body</summary>
        <pre>{body}</pre>
      </details>
    </article>
  );
}

function next(notification: QueuedNotification): string {
  const due = nextAttemptDue(notification);
  return due === undefined ? '' : `, next delivery at ${moment(due)}`;
}

function Resend({ id }: { id: string }): VNode {
  return (
    <form
      method="post"
      action={`/_sandbox/api/v1/notifications/${id}/resend`}
      data-json="{}"
      data-done="Sent once more."
    >
      <button id={`resend-${id}`} class="button plain small" type="submit">
        Resend notification
      </button>
    </form>
  );
}

function Attempts({ attempts }: { attempts: readonly Attempt[] }): VNode | null {
  if (attempts.length === 0) return null;
  return (
    <ol class="timeline">
      {attempts.map((attempt) => (
        <AttemptLine key={attempt.number} attempt={attempt} />
      ))}
    </ol>
  );
}

function AttemptLine({ attempt }: { attempt: Attempt }): VNode {
  const { number, started_at, due, outcome } = attempt;
  const tone = outcome === undefined ? 'wait' : outcome.acknowledged ? 'good' : 'bad';
  return (
    <li class={tone}>
      <span class="time">{moment(started_at)}</span>
      <span>
        Delivery {number}
        {due === undefined ? ', by hand' : ''}: {outcome?.verdict ?? 'under way.'}
        {outcome === undefined ? null : <span class="quiet-text"> {outcome.duration_ms} ms</span>}
      </span>
    </li>
  );
}
