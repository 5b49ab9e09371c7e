package io.freehold.adapters.http.console;

import io.freehold.domain.Address;

/// The console's HTML. It holds no secret, no script, and nothing from outside.
final class ConsolePage {
  static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem;
             color: #1c1c1c; background: #fbfaf7; }
      h1 { font-size: 1.5rem; }
      label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
      input { font: inherit; padding: .5rem; width: 100%; box-sizing: border-box;
              border: 1px solid #888; border-radius: 4px; }
      button { font: inherit; margin-top: 1.5rem; padding: .6rem 1.2rem; border: 0; border-radius: 4px;
               background: #1f5c43; color: #fff; cursor: pointer; }
      code { overflow-wrap: anywhere; }
      .problem { color: #a11; font-weight: 600; }
      """;

  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Freehold</title>
      <link rel="stylesheet" href="/style.css">
      </head>
      <body>
      <h1>Freehold</h1>
      %s
      </body>
      </html>
      """;

  private ConsolePage() {}

  /// @param problem a sentence of ours, or nothing
  static String unclaimed(String problem) {
    return FRAME.formatted(
        """
        <p>This server belongs to nobody yet. Whoever can read the terminal it was started in can make it
        theirs.</p>
        %s
        <form method="post" action="/setup">
        <label for="code">Setup code from the terminal</label>
        <input id="code" name="code" autocomplete="off" required autofocus>
        <label for="passphrase">Passphrase for your new wallet</label>
        <input id="passphrase" name="passphrase" type="password" minlength="8"
               autocomplete="new-password" required>
        <button>Make it mine</button>
        </form>
        <p>The wallet stays on this machine, locked with the passphrase. Without the passphrase nobody can
        open it again.</p>
        """
            .formatted(problem.isEmpty() ? "" : "<p class=\"problem\">" + problem + "</p>"));
  }

  static String claimed(Address owner) {
    return FRAME.formatted(
        """
        <p>This server is yours. Your wallet's address:</p>
        <p><code>%s</code></p>
        <p>Your owner token was printed in the terminal, this once.</p>
        """
            .formatted(owner));
  }

  static String owned(Address owner) {
    return FRAME.formatted(
        """
        <p>This server belongs to</p>
        <p><code>%s</code></p>
        <p>Use it with the command line or over HTTP; <code>freehold --help</code> shows how.</p>
        """
            .formatted(owner));
  }
}
