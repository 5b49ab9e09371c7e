package io.freehold.adapters.http.console;

import io.freehold.adapters.http.Reply;
import io.freehold.domain.Address;
import java.nio.charset.StandardCharsets;
import java.util.Map;

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
      .warning { border-left: 4px solid #b06a00; background: #fff4e0; padding: .5rem .75rem; }
      .app { border: 1px solid #ccc; border-radius: 6px; padding: .25rem 1rem; background: #fff; }
      .app dt { font-weight: 600; margin-top: .5rem; } .app dd { margin: 0; overflow-wrap: anywhere; }
      fieldset { border: 0; padding: 0; margin: 1rem 0; } legend { font-weight: 600; padding: 0; }
      label.choice { font-weight: 400; display: flex; gap: .6rem; align-items: baseline; margin: .5rem 0; }
      label.choice input { width: auto; } .small { color: #555; font-size: .9rem; }
      select { font: inherit; padding: .4rem; }
      .buttons { display: flex; gap: 1rem; flex-wrap: wrap; }
      button.quiet { background: #fff; color: #1c1c1c; border: 1px solid #888; }
      button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid #6aa5ff; }
      """;

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"
          + " 'none'";

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

  /// @param problem a sentence, or nothing
  /// @param more what the form is to carry besides, as HTML of ours
  static String signIn(String problem, String more) {
    return FRAME.formatted(
        """
        <p>Sign in with an owner token. <code>freehold tokens create browser</code> makes one.</p>
        %s
        <form method="post" action="/sign-in">
        <label for="token">Owner token</label>
        <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
        %s
        <button>Sign in</button>
        </form>
        """
            .formatted(
                problem.isEmpty() ? "" : "<p class=\"problem\">" + Html.text(problem) + "</p>",
                more));
  }

  static String refused(String message, String requestId) {
    return FRAME.formatted(
        """
        <p class="problem">%s</p>
        <p><a href="/">Back</a></p>
        <p class="small">Request %s</p>
        """
            .formatted(Html.text(message), Html.text(requestId)));
  }

  static String framed(String content) {
    return FRAME.formatted(content);
  }

  static Reply html(int status, String page) {
    return guarded(
        Reply.of(
            status,
            "text/html; charset=utf-8",
            new Reply.Bytes(page.getBytes(StandardCharsets.UTF_8))));
  }

  /// A browser that is to tell nobody where it came from calls the origin of a form `null`, so the
  /// console's own pages are told.
  static Reply guarded(Reply reply) {
    return reply.with(Map.of("Content-Security-Policy", POLICY, "Referrer-Policy", "same-origin"));
  }

  static String owned(Address owner) {
    return FRAME.formatted(
        """
        <p>This server belongs to</p>
        <p><code>%s</code></p>
        <p>Use it with the command line or over HTTP; <code>freehold --help</code> shows how.</p>
        <form method="post" action="/sign-in">
        <label for="token">Owner token, to answer applications here</label>
        <input id="token" name="token" type="password" autocomplete="current-password" required>
        <button>Sign in</button>
        </form>
        """
            .formatted(owner));
  }
}
