// The page of the application: the library's own button, and its own hook that fetches the data.
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ENV_CONFIG } from '@opendatalabs/connect/core';
import { ConnectButton, useVanaData } from '@opendatalabs/connect/react';

// The button takes no environment, so it speaks to the one that is the default.
Object.assign(ENV_CONFIG.prod, { sessionRelayUrl: window.relay, accountUrl: window.account });

function WithButton() {
  const [session, setSession] = useState(null);
  const [outcome, setOutcome] = useState('');
  const start = async () => {
    const answer = await fetch('/api/connect', { method: 'POST' });
    setSession(await answer.json());
  };
  return (
    <section id="with-button">
      <h1>Connect data</h1>
      {session ? (
        <ConnectButton
          sessionId={session.sessionId}
          connectUrl={session.connectUrl}
          onComplete={(grant) => setOutcome(`granted ${grant.scopes.join(', ')}`)}
          onDenied={(reason) => setOutcome(`denied: ${reason}`)}
          onError={(error) => setOutcome(`error: ${error}`)}
        />
      ) : (
        <button onClick={start}>Connect data</button>
      )}
      <p className="outcome">{outcome}</p>
    </section>
  );
}

function WithHook() {
  const vana = useVanaData({ pollingInterval: 500 });
  return (
    <section id="with-hook">
      <h1>Your profile</h1>
      <button onClick={vana.initConnect}>Show my profile</button>
      <p className="status">{vana.status}</p>
      {vana.connectUrl && <a href={vana.connectUrl}>Open</a>}
      <p className="error">{vana.error}</p>
      <pre className="data">{vana.data ? JSON.stringify(vana.data, null, 1) : ''}</pre>
    </section>
  );
}

createRoot(document.getElementById('root')).render(
  <>
    <WithButton />
    <WithHook />
  </>,
);
