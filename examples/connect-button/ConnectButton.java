import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freehold.builder.BuilderClient;
import io.freehold.builder.connect.ApprovedGrant;
import io.freehold.builder.connect.Outcome;
import io.freehold.builder.connect.Session;
import io.freehold.builder.connect.SessionRequest;
import io.freehold.builder.connect.SessionState;
import io.freehold.builder.data.Document;
import io.freehold.builder.data.GrantedData;
import io.freehold.builder.data.ScopeListing;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import io.freehold.builder.identity.BuilderKey;
import io.freehold.builder.manifest.VanaBlock;
import io.freehold.builder.webhook.RecentEvents;
import io.freehold.builder.webhook.WebhookCheck;
import io.freehold.builder.webhook.WebhookEvent;
import io.freehold.builder.webhook.WebhookVerifier;
import io.freehold.domain.Scope;
import io.freehold.domain.grant.ScopePattern;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// A small application with a "Connect your data" button, in one file. It asks whoever presses the
/// button for some of their data, and shows them what it got.
///
/// Start it with `./examples/connect-button/run`; `--help` says what can be chosen.
final class ConnectButton {
  private static final String HELP =
      """
      usage: run [OPTIONS]

        --port N        where the page is served, on this machine (default: 3000)
        --scopes LIST   what to ask for, with commas between
                        (default: instagram.profile,chatgpt.conversations)
        --relay URL     the session relay (default: http://localhost:8082)
        --gateway URL   the Gateway (default: http://localhost:8081)
        --console URL   where the owner's console is (default: http://localhost:8090)
        --key FILE      this application's key; made when it is not there
                        (default: connect-button.key.json beside the example)
        --webhooks      also be told by webhook, not only by asking
      """;

  private static final int VISITORS_MAX = 1_000;
  private static final int SHOWN_BYTES_MAX = 256 << 10;
  private static final Duration HOLD = Duration.ofSeconds(20);

  private final String appUrl;
  private final String host;
  private final String console;
  private final String[] scopes;
  private final boolean wantsWebhooks;
  private final BuilderClient client;
  private final VanaBlock.SignedBlock manifest;
  private final SecureRandom random = new SecureRandom();

  /// What is known of each browser, by its cookie. A real application keeps it in a database.
  private final Map<String, Visitor> visitors = new ConcurrentHashMap<>();

  /// A browser, the session it began, and the grant that came of it.
  private record Visitor(Optional<Session> session, Optional<ApprovedGrant> grant) {
    static final Visitor NEW = new Visitor(Optional.empty(), Optional.empty());
  }

  public static void main(String[] arguments) throws IOException {
    var options = new Options(List.of(arguments));
    if (options.has("--help")) {
      System.out.print(HELP);
      return;
    }
    try {
      options.mustBeKnown();
      new ConnectButton(options).start(options.number("--port", 3000));
    } catch (FailureException | IllegalArgumentException e) {
      System.err.println("connect-button: " + e.getMessage());
      if (e instanceof FailureException f && f.failure() instanceof Failure.Unreachable) {
        System.err.println(
            "connect-button: start a server first, in another terminal:\n\n"
                + "  FREEHOLD_EGRESS_ALLOW_LOOPBACK=true ./freehold start\n");
      }
      System.exit(1);
    }
  }

  private ConnectButton(Options options) throws IOException {
    host = "localhost:" + options.number("--port", 3000);
    appUrl = "http://" + host;
    console = options.text("--console", "http://localhost:8090");
    scopes = options.text("--scopes", "instagram.profile,chatgpt.conversations").split(",");
    wantsWebhooks = options.has("--webhooks");
    BuilderKey key = key(Path.of(options.text("--key", "connect-button.key.json")));
    client =
        BuilderClient.forKey(key)
            .relay(URI.create(options.text("--relay", "http://localhost:8082")))
            .gateway(URI.create(options.text("--gateway", "http://localhost:8081")))
            .allowLoopback() // the personal server is on this machine
            .build();
    manifest =
        new VanaBlock(
                appUrl,
                appUrl + "/privacy",
                appUrl + "/terms",
                appUrl + "/support",
                appUrl + "/api/webhook")
            .sign(key);
  }

  private static BuilderKey key(Path file) throws IOException {
    if (!Files.exists(file)) {
      BuilderKey.random(new SecureRandom()).save(file);
    }
    return BuilderKey.load(file);
  }

  private void start(int port) throws IOException {
    client.gateway().register(appUrl);
    WebhookVerifier webhooks = client.webhooks(client.relayAddress(), new RecentEvents(1_000));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, webhooks));
    server.start();
    System.out.println("connect-button ready: open " + appUrl + " in a browser");
  }

  /// The routes.
  private void answer(HttpExchange exchange, WebhookVerifier webhooks) throws IOException {
    try (exchange) {
      // Another site must not reach this one under a name of its own.
      if (!host.equals(exchange.getRequestHeaders().getFirst("Host"))) {
        reply(exchange, 421, "text/plain", "This is " + appUrl);
        return;
      }
      String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      switch (route) {
        case "GET /" -> reply(exchange, 200, "text/html", PAGE);
        case "GET /app.js" -> reply(exchange, 200, "text/javascript", SCRIPT);
        case "GET /style.css" -> reply(exchange, 200, "text/css", STYLE);
        case "GET /manifest.json" ->
            reply(exchange, 200, "application/manifest+json", manifest.manifest("Connect button"));
        case "GET /privacy", "GET /terms", "GET /support" ->
            reply(exchange, 200, "text/plain", "An example: it keeps nothing and shows you yours.");
        case "POST /api/connect" -> json(exchange, this::connect);
        case "GET /api/session" -> json(exchange, this::session);
        case "GET /api/data" -> json(exchange, this::data);
        case "POST /api/forget" -> json(exchange, this::forget);
        case "POST /api/webhook" -> webhook(exchange, webhooks);
        default -> reply(exchange, 404, "text/plain", "There is nothing here.");
      }
    }
  }

  /// Somebody pressed the button: a session is made, and they get its deep link.
  private String connect(String visitor) {
    SessionRequest wanted = SessionRequest.forScopes(scopes).withAppUserId(visitor);
    if (wantsWebhooks) {
      wanted = wanted.withWebhook(URI.create(appUrl + "/api/webhook"));
    }
    Session session = client.sessions().create(wanted);
    visitors.put(visitor, new Visitor(Optional.of(session), Optional.empty()));
    return waiting("pending", session);
  }

  /// How it stands; answered when that changes, or after a while.
  private String session(String visitor) {
    Visitor known = visitors.getOrDefault(visitor, Visitor.NEW);
    if (known.grant().isPresent()) {
      return "{\"status\":\"approved\"}";
    }
    if (known.session().isEmpty()) {
      return "{\"status\":\"none\"}";
    }
    Session session = known.session().get();
    return switch (client.sessions().check(session.id(), HOLD)) {
      case SessionState.Pending _ -> waiting("pending", session);
      case SessionState.Claimed _ -> waiting("claimed", session);
      case Outcome.Approved(ApprovedGrant grant) -> {
        visitors.put(visitor, new Visitor(Optional.of(session), Optional.of(grant)));
        yield "{\"status\":\"approved\"}";
      }
      case Outcome.Denied(var reason) -> {
        visitors.remove(visitor);
        yield "{\"status\":\"denied\",\"reason\":" + quoted(reason.orElse("")) + "}";
      }
      case Outcome.Expired _ -> {
        visitors.remove(visitor);
        yield "{\"status\":\"expired\"}";
      }
    };
  }

  /// The deep link, and the same question for the console of the person's own server.
  private String waiting(String status, Session session) {
    return "{\"status\":\"%s\",\"deepLink\":%s,\"consoleLink\":%s,\"expiresAt\":%s}"
        .formatted(
            status,
            quoted(session.deepLink().toString()),
            quoted(console + "/connect?" + session.deepLink().getRawQuery()),
            quoted(session.expiresAt().toString()));
  }

  /// The person's data, as much of it as they granted and as fits on a page.
  private String data(String visitor) {
    Optional<ApprovedGrant> grant = visitors.getOrDefault(visitor, Visitor.NEW).grant();
    if (grant.isEmpty()) {
      return "{\"status\":\"none\"}";
    }
    try {
      List<String> shown = shown(grant.get());
      if (shown.isEmpty() && !client.gateway().grant(grant.get().grantId()).isLive(Instant.now())) {
        return over(visitor);
      }
      return "{\"status\":\"approved\",\"granted\":%s,\"data\":[%s]}"
          .formatted(
              grant.get().scopes().stream()
                  .map(scope -> quoted(scope.value()))
                  .collect(Collectors.joining(",", "[", "]")),
              String.join(",", shown));
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.GrantRevoked
          || e.failure() instanceof Failure.GrantExpired) {
        return over(visitor);
      }
      throw e;
    }
  }

  private String over(String visitor) {
    visitors.remove(visitor);
    return "{\"status\":\"over\"}";
  }

  private List<String> shown(ApprovedGrant grant) {
    GrantedData data = client.data(grant);
    var shown = new ArrayList<String>();
    for (Scope scope : scopesOf(grant, data)) {
      try {
        shown.add(
            "{\"scope\":%s,\"text\":%s}"
                .formatted(quoted(scope.value()), quoted(beginning(data.read(scope)))));
      } catch (FailureException e) {
        if (!(e.failure() instanceof Failure.DataNotFound)) {
          throw e;
        }
      }
    }
    return shown;
  }

  /// The granted scopes themselves; below a pattern such as `instagram.*`, those that have data.
  private static Set<Scope> scopesOf(ApprovedGrant grant, GrantedData data) {
    var scopes = new LinkedHashSet<Scope>();
    for (ScopePattern pattern : grant.scopes()) {
      if (pattern.isOpenEnded()) {
        data.scopes().items().stream()
            .map(ScopeListing.Item::scope)
            .filter(pattern::covers)
            .forEach(scopes::add);
      } else {
        scopes.add(new Scope(pattern.value()));
      }
    }
    return scopes;
  }

  private static String beginning(Document document) {
    try (document) {
      byte[] bytes = document.stream().readNBytes(SHOWN_BYTES_MAX);
      return new String(bytes, StandardCharsets.UTF_8)
          + (bytes.length == SHOWN_BYTES_MAX ? "\n[and more]" : "");
    } catch (IOException e) {
      throw e.getCause() instanceof FailureException failure
          ? failure
          : new IllegalStateException(e);
    }
  }

  private String forget(String visitor) {
    visitors.remove(visitor);
    return "{\"status\":\"none\"}";
  }

  /// What the relay tells unasked.
  private void webhook(HttpExchange exchange, WebhookVerifier webhooks) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(64 << 10);
    switch (webhooks.check(exchange.getRequestHeaders()::getFirst, body)) {
      case WebhookCheck.Genuine(WebhookEvent event) -> {
        System.out.println("webhook: " + event.getClass().getSimpleName() + " " + event.id());
        // Of a grant that was revoked, an application now forgets what it kept; this one keeps
        // nothing, and notices when it reads.
        reply(exchange, 200, "text/plain", "thanks");
      }
      case WebhookCheck.Repeated _ -> reply(exchange, 200, "text/plain", "known");
      case WebhookCheck.Refused(var reason, var message) -> {
        System.err.println("webhook refused: " + reason + ", " + message);
        reply(exchange, 400, "text/plain", message);
      }
    }
  }

  @FunctionalInterface
  private interface Action {
    String of(String visitor);
  }

  private void json(HttpExchange exchange, Action action) throws IOException {
    // A page of another site may not press the button.
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    if (origin != null && !origin.equals(appUrl)) {
      reply(exchange, 403, "application/json", "{\"status\":\"error\"}");
      return;
    }
    try {
      reply(exchange, 200, "application/json", action.of(visitor(exchange)));
    } catch (FailureException e) {
      Failure failure = e.failure();
      System.err.println("connect-button: " + e.getMessage());
      reply(
          exchange,
          502,
          "application/json",
          "{\"status\":\"error\",\"message\":%s,\"advice\":%s}"
              .formatted(quoted(failure.message()), quoted(failure.advice())));
    }
  }

  /// Who this browser is: a random cookie that no script reads and no other site sends.
  private String visitor(HttpExchange exchange) {
    for (String cookies : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
      for (String cookie : cookies.split("; *")) {
        if (cookie.matches("visitor=[0-9a-f]{32}")) {
          return cookie.substring("visitor=".length());
        }
      }
    }
    if (visitors.size() >= VISITORS_MAX) {
      visitors.clear();
    }
    byte[] id = new byte[16];
    random.nextBytes(id);
    String visitor = HexFormat.of().formatHex(id);
    exchange
        .getResponseHeaders()
        .add("Set-Cookie", "visitor=" + visitor + "; Path=/; HttpOnly; SameSite=Strict");
    return visitor;
  }

  private static void reply(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type + "; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /// `--name value`, and `--name` alone.
  private record Options(List<String> words) {
    private static final List<String> WITH_VALUE =
        List.of("--port", "--scopes", "--relay", "--gateway", "--console", "--key");
    private static final List<String> ALONE = List.of("--webhooks", "--help");

    boolean has(String name) {
      return words.contains(name);
    }

    String text(String name, String otherwise) {
      int at = words.lastIndexOf(name);
      return at < 0 ? otherwise : words.get(at + 1);
    }

    int number(String name, int otherwise) {
      return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }

    void mustBeKnown() {
      for (int i = 0; i < words.size(); i++) {
        if (WITH_VALUE.contains(words.get(i)) && i + 1 < words.size()) {
          i++;
        } else if (!ALONE.contains(words.get(i))) {
          throw new IllegalArgumentException("unknown option " + words.get(i) + "; see --help");
        }
      }
    }
  }

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Connect button</title>
        <link rel="manifest" href="/manifest.json">
        <link rel="stylesheet" href="/style.css">
        <script src="/app.js" defer></script>
      </head>
      <body>
        <main>
          <h1>Bring your data</h1>
          <p>This example asks for some of your data and shows it to you, and to nobody else.
            You decide on your own server, and you can take it back there at any time.</p>

          <p id="status" role="status"></p>

          <section id="start" hidden>
            <button id="connect" type="button">Connect your data</button>
          </section>

          <section id="waiting" hidden aria-labelledby="waiting-title">
            <h2 id="waiting-title">Answer on your server</h2>
            <p><a id="console" class="button" target="_blank" rel="noopener">Answer in your
              console</a></p>
            <p>or in a terminal, in the folder of Freehold:</p>
            <div class="row">
              <input id="command" readonly aria-label="Command" spellcheck="false">
              <button id="copy" type="button" class="quiet">Copy</button>
            </div>
            <p>or <a id="link">open the request</a> in an app that knows such links.</p>
            <p class="hint">The link is yours alone: whoever has it can answer for you.
              It is good until <span id="until"></span>.</p>
            <p><button id="cancel" type="button" class="quiet">Start over</button></p>
          </section>

          <section id="done" hidden aria-labelledby="done-title">
            <h2 id="done-title">Your data</h2>
            <p id="granted" class="hint"></p>
            <div id="documents"></div>
            <p>
              <button id="again" type="button">Read again</button>
              <button id="forget" type="button" class="quiet">Forget me here</button>
            </p>
          </section>
        </main>
        <noscript><p>This page needs JavaScript.</p></noscript>
      </body>
      </html>
      """;

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c2430; --paper: #fbfaf7; --line: #d5d0c4;
        --accent: #1f5f4a; --on-accent: #ffffff; --card: #ffffff; --soft: #5b6472; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e8e6e1; --paper: #14181d; --line: #37404b; --accent: #7fd1b1;
          --on-accent: #0c1512; --card: #1b2128; --soft: #a5afbb; } }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--paper); color: var(--ink);
        font: 1.0625rem/1.55 system-ui, sans-serif; }
      main { max-width: 44rem; margin: 0 auto; padding: 3rem 1.25rem; }
      h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
      h2 { font-size: 1.25rem; margin: 0 0 .75rem; }
      h3 { font-size: 1rem; margin: 0; }
      [hidden] { display: none; }
      section { margin-top: 2rem; }
      #waiting { background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
        padding: 1.25rem; }
      a { color: var(--accent); }
      button, .button { display: inline-block; font: inherit; font-weight: 600; cursor: pointer;
        padding: .65rem 1.15rem; border: 1px solid var(--accent); border-radius: .5rem;
        background: var(--accent); color: var(--on-accent); text-decoration: none; }
      .quiet { background: transparent; color: var(--accent); }
      button:disabled { opacity: .6; cursor: default; }
      :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
      .row { display: flex; gap: .5rem; }
      input { flex: 1; min-width: 0; font: .9375rem/1.4 ui-monospace, monospace; padding: .6rem;
        border: 1px solid var(--line); border-radius: .5rem; background: var(--paper);
        color: var(--ink); }
      .hint { color: var(--soft); font-size: .9375rem; }
      #status:empty { display: none; }
      #status { border-left: 4px solid var(--accent); padding: .25rem .75rem; }
      article { border: 1px solid var(--line); border-radius: .75rem; background: var(--card);
        margin-bottom: 1rem; padding: 1rem; }
      pre { margin: .75rem 0 0; max-height: 24rem; overflow: auto; font: .875rem/1.45
        ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
      """;

  private static final String SCRIPT =
      """
      'use strict';
      const at = id => document.getElementById(id);
      const say = text => { at('status').textContent = text; };
      let round = 0;

      function only(section) {
        for (const id of ['start', 'waiting', 'done']) at(id).hidden = id !== section;
      }

      async function ask(method, path) {
        const answer = await fetch(path, { method, cache: 'no-store' });
        return answer.json();
      }

      const complain = state =>
        say([state.message, state.advice].filter(Boolean).join('. ') || 'That did not work.');

      function show(state) {
        switch (state.status) {
          case 'pending':
          case 'claimed':
            at('console').href = state.consoleLink;
            at('link').href = state.deepLink;
            at('command').value = "./freehold connect '" + state.deepLink.replaceAll("'", '%27') + "'";
            at('until').textContent = new Date(state.expiresAt)
              .toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
            say(state.status === 'pending'
              ? 'Waiting for your answer.'
              : 'Your server has the request. Decide there.');
            only('waiting');
            return true;
          case 'approved': say('You said yes. Thank you!'); read(); break;
          case 'denied':
            say(state.reason ? 'You said no: ' + state.reason : 'You said no. That is fine.');
            only('start'); break;
          case 'expired': say('The request has expired. Nobody answered it.'); only('start'); break;
          case 'over': say('You took your permission back.'); only('start'); break;
          case 'error': complain(state); only('start'); break;
          default: say(''); only('start');
        }
        return false;
      }

      async function follow() {
        const mine = ++round;
        let failures = 0;
        while (mine === round) {
          const begun = Date.now();
          try {
            const state = await ask('GET', '/api/session');
            if (mine !== round) return;
            if (state.status === 'error') complain(state);
            else if (!show(state)) return;
            failures = 0;
          } catch (problem) {
            if (++failures === 5) { say('The example does not answer any more.'); return; }
          }
          // A relay that cannot hold its answer back is asked every two seconds.
          await new Promise(done => setTimeout(done, Math.max(0, 2000 - (Date.now() - begun))));
        }
      }

      async function act(button, method, path, then) {
        at(button).disabled = true;
        try { then(await ask(method, path)); }
        catch (problem) { say('The example does not answer.'); }
        finally { at(button).disabled = false; }
      }

      async function read() {
        only('done');
        at('documents').replaceChildren();
        at('granted').textContent = 'Reading\\u2026';
        const state = await ask('GET', '/api/data').catch(() => ({ status: 'error' }));
        if (state.status === 'error') { at('granted').textContent = ''; complain(state); return; }
        if (state.status !== 'approved') { show(state); return; }
        at('granted').textContent = 'You granted: ' + state.granted.join(', ') + '.'
          + (state.data.length ? '' : ' There is nothing under that yet.');
        at('documents').replaceChildren(...state.data.map(card));
      }

      // Whatever is in the data is shown as text, and as text only.
      function card(item) {
        const card = document.createElement('article');
        const title = document.createElement('h3');
        title.textContent = item.scope;
        const text = document.createElement('pre');
        text.tabIndex = 0;
        text.setAttribute('aria-label', item.scope);
        text.textContent = spread(item.text);
        card.append(title, text);
        return card;
      }

      // Lines and indents between the parts of a JSON text; the parts stay as they were written.
      function spread(json) {
        let depth = 0;
        const line = () => '\\n' + '  '.repeat(Math.max(0, depth));
        return json.replace(/"(?:[^"\\\\]|\\\\.)*"|[{}\\[\\],:]|[^\\s{}\\[\\],:"]+|\\s+/g, part => {
          if (part === '{' || part === '[') { depth++; return part + line(); }
          if (part === '}' || part === ']') { depth--; return line() + part; }
          if (part === ',') return part + line();
          if (part === ':') return ': ';
          return part.trim() === '' ? '' : part;
        });
      }

      at('connect').addEventListener('click', () =>
        act('connect', 'POST', '/api/connect', state => { if (show(state)) { at('console').focus(); follow(); } }));
      at('cancel').addEventListener('click', () =>
        act('cancel', 'POST', '/api/forget', state => { round++; show(state); }));
      at('forget').addEventListener('click', () =>
        act('forget', 'POST', '/api/forget', state => { round++; show(state); }));
      at('again').addEventListener('click', () => read());
      at('copy').addEventListener('click', async () => {
        at('command').select();
        try { await navigator.clipboard.writeText(at('command').value); say('Copied.'); }
        catch (problem) { say('Press Ctrl-C to copy the command.'); }
      });
      follow();
      """;
}
