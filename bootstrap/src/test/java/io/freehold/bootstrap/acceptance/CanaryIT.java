package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.Signer;
import io.freehold.bootstrap.client.RequestSigner;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.storage.MasterKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plants secrets, does the main job with all its refusals, and looks for the secrets in every byte
/// that left: answers of all listeners, both streams, the log files, the process list, and what is
/// left in the heap (threats T1, T45, T50).
class CanaryIT {
  private static final String FREEHOLD = "'" + Checkout.launcher() + "' ";
  private static final String PASSPHRASE = "canary passphrase Qm7 zebra";
  private static final String PRIVATE_WORDS = "canary-of-a-scope-nobody-granted-5d1c";
  private static final String GRANTED_WORDS = "canary-of-a-granted-scope-77ab";
  private static final String REFUSED_WORDS = "canary-of-a-refused-payload-9e02";
  private static final String BLOB_WORDS = "canary-of-a-blob-31fe";
  private static final String BUILDER_KEY =
      "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
  private static final String OWNER_KEY =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  @TempDir private Path folder;

  private final ChainAdapter chain = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);
  private final Signer builder = chain.signer(new Secret(BUILDER_KEY));
  private final HttpClient http = HttpClient.newHttpClient();

  /// What left, by where it left.
  private final Map<String, byte[]> left = new HashMap<>();

  private final List<Canary> canaries = new ArrayList<>();
  private WatchedServer server;
  private String lastAnswer = "";

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    http.close();
  }

  private Shell shell() {
    return new Shell(folder)
        .with("FREEHOLD_HOME", home().toString())
        .with("FREEHOLD_SERVER_PORT", "0")
        .with("FREEHOLD_GATEWAY_PORT", "0")
        .with("FREEHOLD_CONSOLE_PORT", "0");
  }

  private Path home() {
    return folder.resolve("home");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void noSecretLeavesAServerThatWasClaimedInABrowser(String logForm) throws Exception {
    server =
        new WatchedServer(
            shell().with("FREEHOLD_LOG_LEVEL", "debug"), FREEHOLD + "start --log " + logForm);
    String code = server.awaited("setup code (\\S+)\\s");
    String claimed = claim(code);
    String token = server.awaited("owner token, shown this once: (\\S+)\\s");
    assertThat(claimed).contains("This server is yours");
    canaries.add(Canary.ofText("the setup code", code));
    canaries.add(Canary.ofText("the passphrase", PASSPHRASE));
    canaries.add(Canary.ofText("the owner's token", token));
    canaries.add(Canary.ofText("the owner's second token", mainJob(token)));
    otherRoles(token, chain.signer(new Secret(ownerKey())));
    canaries.add(Canary.ofHex("the owner's private key", ownerKey()));
    canaries.add(
        Canary.ofHex(
            "the master-key signature",
            chain.signer(new Secret(ownerKey())).sign(MasterKey.SENTENCE).value()));
    plantKeysOfTheHome();

    keepProcess("server");
    assertThat(server.stop()).isZero();
    keepPrinted(code, token);
    keepFiles();

    assertThat(leaks()).isEmpty();
  }

  @Test
  void noSecretLeavesAServerThatKnowsTheMasterKeySignature() throws Exception {
    Signer owner = chain.signer(new Secret(OWNER_KEY));
    String signature = owner.sign(MasterKey.SENTENCE).value();
    Path file = Files.writeString(folder.resolve("master.sig"), signature + "\n");
    Shell shell = shell().with("FREEHOLD_OWNER_MASTER_KEY_FILE", file.toString());
    JsonNode made = new JsonMapper().readTree(shell.run(FREEHOLD + "init --json").out());
    String token = made.path("token").asText();
    server = new WatchedServer(shell, FREEHOLD + "start --log json");
    canaries.add(Canary.ofHex("the master-key signature", signature));
    canaries.add(Canary.ofHex("the owner's private key", OWNER_KEY));
    canaries.add(Canary.ofText("the owner's token", token));
    canaries.add(Canary.ofText("the owner's second token", mainJob(token)));
    otherRoles(token, owner);
    plantKeysOfTheHome();

    commands(shell, token);
    keepProcess("server");
    assertThat(server.stop()).isZero();
    left.put("what the server printed", server.printed().getBytes(StandardCharsets.UTF_8));
    keepFiles();

    assertThat(leaks()).isEmpty();
  }

  @Test
  void theHeapForgetsWhoCalledAndWhatWasSaid() throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Signer owner = chain.signer(new Secret(OWNER_KEY));
    String signature = owner.sign(MasterKey.SENTENCE).value();
    Path file = Files.writeString(folder.resolve("master.sig"), signature);
    Shell shell = shell();
    JsonNode made =
        new JsonMapper()
            .readTree(
                shell()
                    .with("FREEHOLD_OWNER_MASTER_KEY_FILE", file.toString())
                    .run(FREEHOLD + "init --json")
                    .out());
    String token = made.path("token").asText();
    server = new WatchedServer(shell, FREEHOLD + "start");
    String second = mainJob(token);
    otherRoles(token, owner);
    plantKeysOfTheHome();
    canaries.add(Canary.ofText("the owner's token", token));
    canaries.add(Canary.ofText("the owner's second token", second));
    canaries.add(Canary.ofHex("the master-key signature", signature));
    http.close();

    Path dump = folder.resolve("heap.hprof");
    Shell.Done done =
        shell.run("'%s' %d GC.heap_dump '%s'".formatted(jcmd, server.processId(), dump));
    assertThat(dump).describedAs(done.out() + done.err()).exists();

    // The keys of the server and its gateway stay as numbers, because they sign; not as texts.
    assertThat(canaries.stream().map(Canary::asText).filter(canary -> isIn(canary, dump)))
        .extracting(Canary::name)
        .isEmpty();
    assertThat(isIn(Canary.ofText("a name that surely is there", "freehold"), dump)).isTrue();
  }

  /// The page that takes the code from the terminal, as a browser sends it.
  private String claim(String code) throws Exception {
    String console = server.url("console");
    send("GET", console + "/", Map.of(), "");
    var form = new HashMap<String, String>();
    form.put("Content-Type", "application/x-www-form-urlencoded");
    send("POST", console + "/setup", form, "code=WRONG&passphrase=" + PASSPHRASE.replace(' ', '+'));
    form.put("Origin", console);
    form.put("Sec-Fetch-Site", "same-origin");
    send("POST", console + "/setup", form, "code=WRONG&passphrase=" + PASSPHRASE.replace(' ', '+'));
    send("POST", console + "/setup", form, "code=" + code + "&passphrase=short");
    String claimed =
        send(
            "POST",
            console + "/setup",
            form,
            "code=" + code + "&passphrase=" + PASSPHRASE.replace(' ', '+'));
    send("POST", console + "/setup", form, "code=" + code + "&passphrase=" + PASSPHRASE);
    send("GET", console + "/", Map.of(), "");
    return claimed;
  }

  /// Everything a server is for, in every role, and everything that goes wrong; returns another
  /// token.
  private String mainJob(String token) throws Exception {
    String self = server.url("server");
    String gateway = server.url("gateway");
    var bearer = Map.of("Authorization", "Bearer " + token);
    var json = Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
    for (String target : List.of("/health", "/ready", "/v1/data", "/nowhere", "/v1/tokens")) {
      send("GET", self + target, Map.of(), "");
      send("GET", self + target, bearer, "");
    }
    for (String header :
        List.of(
            "Bearer " + token + "x",
            "Bearer  " + token,
            "bearer " + token,
            "Basic " + token,
            "Web3Signed " + token + "." + token,
            token)) {
      send("GET", self + "/v1/data/instagram.profile", Map.of("Authorization", header), "");
    }
    send("GET", self + "/v1/data?token=" + token, Map.of(), "");
    send("GET", self + "/v1/data/" + token, bearer, "");
    send("POST", self + "/v1/data/instagram.profile", json, profile(GRANTED_WORDS));
    send("POST", self + "/v1/data/chatgpt.conversations", json, conversations(PRIVATE_WORDS));
    send(
        "POST",
        self + "/v1/data/chatgpt.conversations",
        json,
        conversations("x").replaceFirst("\\{", "{\"" + PRIVATE_WORDS + "\":1,"));
    send("POST", self + "/v1/data/chatgpt.conversations", json, conversations(PRIVATE_WORDS));
    for (String refused :
        List.of(
            "{\"username\":7,\"displayName\":\"%s\"}",
            "{\"username\":\"%s\"", "{\"%s\":1,\"%s\":2}", "%s", "{\"username\":\"%s\\ud800\"}")) {
      send("POST", self + "/v1/data/instagram.profile", json, refused.replace("%s", REFUSED_WORDS));
    }
    registerBuilder(gateway);
    String grantId =
        new JsonMapper()
            .readTree(
                send(
                    "POST",
                    self + "/v1/grants",
                    json,
                    "{\"granteeAddress\":\"%s\",\"scopes\":[\"instagram.profile\"],\"expiresAt\":0}"
                        .formatted(builder.address())))
            .path("grantId")
            .asText();
    readAsTheBuilder(self, grantId);
    send("GET", self + "/v1/data/instagram.profile", bearer, "");
    send("GET", self + "/v1/data/chatgpt.conversations", bearer, "");
    send("GET", self + "/v1/data/chatgpt.conversations/versions", bearer, "");
    for (String target :
        List.of(
            "/v1/grants",
            "/v1/access-logs?limit=100",
            "/v1/access-logs/verify",
            "/v1/tokens",
            "/v1/schemas",
            "/v1/server/registration")) {
      send("GET", self + target, bearer, "");
    }
    for (String target :
        List.of(
            "/health",
            "/v1/grants?builder=" + builder.address(),
            "/v1/grants/" + grantId,
            "/v1/schemas",
            "/v1/sync/status",
            "/v1/builders/" + builder.address(),
            "/" + token)) {
      send("GET", gateway + target, bearer, "");
    }
    send("DELETE", self + "/v1/grants/" + grantId, bearer, "");
    readAsTheBuilder(self, grantId);
    return new JsonMapper()
        .readTree(send("POST", self + "/v1/tokens", json, "{\"name\":\"second\"}"))
        .path("token")
        .asText();
  }

  private void otherRoles(String token, Signer owner) throws Exception {
    var bearer = Map.of("Authorization", "Bearer " + token);
    roundOfTheRelay(bearer);
    roundOfTheStorage(bearer, owner);
    pagesOfTheConsole(token);
  }

  /// A session from its beginning to a refusal, with all that goes wrong.
  private void roundOfTheRelay(Map<String, String> bearer) throws Exception {
    String relay = server.url("relay");
    var plain = Map.of("Content-Type", "application/json");
    String asked =
        "{\"granteeAddress\":\"%s\",\"scopes\":[\"instagram.profile\"]}"
            .formatted(builder.address());
    send("GET", relay + "/health", bearer, "");
    send("GET", relay + "/nowhere", bearer, "");
    send("POST", relay + "/v1/session/init", bearer, asked);
    JsonNode session =
        new JsonMapper()
            .readTree(
                send(
                    "POST",
                    relay + "/v1/session/init",
                    signed(builder, relay, "POST", "/v1/session/init", asked),
                    asked));
    String id = session.path("sessionId").asText();
    String secret = found(session.path("deepLinkUrl").asText(), "secret=([^&]+)");
    canaries.add(Canary.ofText("the secret of a session", secret));
    send("GET", relay + "/v1/session/" + id + "/poll", Map.of(), "");
    String claim = "{\"sessionId\":\"%s\",\"secret\":\"%s\"}";
    send("POST", relay + "/v1/session/claim", plain, claim.formatted(id, secret + "x"));
    send("POST", relay + "/v1/session/claim", plain, claim.formatted(secret, id));
    send("POST", relay + "/v1/session/claim", plain, claim.formatted(id, secret));
    send("POST", relay + "/v1/session/claim", plain, claim.formatted(id, secret));
    send(
        "POST",
        relay + "/v1/session/" + id + "/approve",
        plain,
        "{\"secret\":\"%sx\",\"grantId\":\"0x%s\"}".formatted(secret, "11".repeat(32)));
    String denied = "{\"secret\":\"%s\",\"reason\":\"no\"}".formatted(secret);
    send("POST", relay + "/v1/session/" + id + "/deny", plain, denied);
    send("GET", relay + "/v1/session/" + id + "/poll", Map.of(), "");
    send("GET", relay + "/v1/session/waiting", bearer, "");
    send(
        "GET",
        server.url("console") + "/connect?sessionId=" + id + "&secret=" + secret,
        Map.of(),
        "");
  }

  /// A blob that is kept, and those that are refused.
  private void roundOfTheStorage(Map<String, String> bearer, Signer owner) throws Exception {
    String storage = server.url("storage");
    String all = "/v1/blobs/" + owner.address();
    String blob = all + "/instagram.profile/1";
    send("GET", storage + "/health", bearer, "");
    send("GET", storage + "/nowhere", bearer, "");
    send(
        "PUT", storage + blob, signed(builder, storage, "PUT", blob, REFUSED_WORDS), REFUSED_WORDS);
    send("PUT", storage + blob, signed(owner, storage, "PUT", blob, BLOB_WORDS), BLOB_WORDS);
    for (String target : List.of(blob, all, "/v1/usage/" + owner.address(), blob + "0")) {
      send("GET", storage + target, bearer, "");
      send("GET", storage + target, signed(builder, storage, "GET", target, ""), "");
      send("GET", storage + target, signed(owner, storage, "GET", target, ""), "");
    }
  }

  private static Map<String, String> signed(
      Signer signer, String origin, String method, String target, String body) {
    return Map.of(
        "Authorization",
        new RequestSigner(signer, InstantSource.system())
            .header(origin, method, target, body.getBytes(StandardCharsets.UTF_8)));
  }

  /// A session in the browser: signing in, what there is to see, forms of its own and of others.
  private void pagesOfTheConsole(String token) throws Exception {
    String console = server.url("console");
    var form =
        Map.of(
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Origin",
            console,
            "Sec-Fetch-Site",
            "same-origin");
    for (String page : List.of("/", "/requests", "/connect", "/requests/" + token)) {
      send("GET", console + page, Map.of(), "");
    }
    send("POST", console + "/sign-in", form, "token=" + token + "x");
    send("POST", console + "/sign-in", form, "token=" + token);
    String held = found(lastAnswer(), "(?i)set-cookie=\\[[^=]+=([^;]+);");
    String name = found(lastAnswer(), "(?i)set-cookie=\\[([^=]+)=");
    canaries.add(Canary.ofText("the cookie of the console", held));
    var cookie = new HashMap<>(form);
    cookie.put("Cookie", name + "=" + held);
    String key =
        found(
            send("GET", console + "/requests", cookie, ""), "name=\"formKey\" value=\"([^\"]+)\"");
    canaries.add(Canary.ofText("the key of a form", key));
    for (String page : List.of("/", "/connect", "/requests/nonsense", "/nowhere")) {
      send("GET", console + page, cookie, "");
    }
    send("POST", console + "/connect", cookie, "link=nonsense");
    send("POST", console + "/requests/nonsense", cookie, "answer=allow&formKey=" + key);
    send("POST", console + "/sign-out", cookie, "formKey=" + key + "x");
    send("POST", console + "/sign-out", cookie, "formKey=" + key);
    send("GET", console + "/requests", cookie, "");
  }

  private static String profile(String words) {
    return "{\"username\":\"alice\",\"displayName\":\"" + words + "\"}";
  }

  private static String conversations(String words) {
    return "{\"conversations\":[{\"title\":\"" + words + "\",\"create_time\":1,\"mapping\":{}}]}";
  }

  private void registerBuilder(String gateway) throws Exception {
    var registration =
        new BuilderRegistration(
            builder.address(), builder.address(), builder.publicKey(), "https://r.example.com");
    var body = JsonNodeFactory.instance.objectNode();
    body.put("ownerAddress", builder.address().value());
    body.put("granteeAddress", builder.address().value());
    body.put("publicKey", builder.publicKey());
    body.put("appUrl", registration.appUrl());
    send(
        "POST",
        gateway + "/v1/builders",
        Map.of("Authorization", "Web3Signed " + builder.sign(registration).value()),
        body.toString());
  }

  private void readAsTheBuilder(String self, String grantId) throws Exception {
    var signer = new RequestSigner(builder, InstantSource.system()).withGrant(grantId);
    for (String target :
        List.of(
            "/v1/data/instagram.profile",
            "/v1/data/chatgpt.conversations",
            "/v1/data",
            "/v1/data/instagram.profile?at=nonsense")) {
      String header =
          signer.header(self.replace("127.0.0.1", "localhost"), "GET", target, new byte[0]);
      send("GET", self + target, Map.of("Authorization", header), "");
    }
  }

  /// Sends, and keeps whatever comes back: status, headers, body.
  private String send(String method, String url, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    String all = answer.statusCode() + " " + answer.headers().map() + "\n\n" + answer.body();
    left.put(
        "answer %d to %s %s".formatted(left.size(), method, url.replaceFirst("fho_.*", "(token)")),
        all.getBytes(StandardCharsets.UTF_8));
    lastAnswer = all;
    return answer.body();
  }

  private String lastAnswer() {
    return lastAnswer;
  }

  /// Commands of the owner and what others see of them meanwhile.
  private void commands(Shell shell, String token) {
    shell.with("FREEHOLD_URL", server.url("server")).with("FREEHOLD_TOKEN", token);
    for (String command :
        List.of(
            "data list",
            "status",
            "doctor",
            "tokens list",
            "logs",
            "data get no.such",
            "tokens create",
            "data list --no-such-option",
            "grants list --json")) {
      Shell.Done done =
          shell.run(FREEHOLD + command + " & p=$!; cat /proc/$p/cmdline 2>/dev/null; wait $p");
      left.put(
          "the command " + command, (done.out() + done.err()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void keepProcess(String name) throws IOException {
    left.put("the command line of the " + name, server.proc("cmdline"));
    left.put("the environment of the " + name, server.proc("environ"));
  }

  /// What the terminal may show: the code before it was used, and the token once.
  private void keepPrinted(String code, String token) {
    String printed = server.printed();
    assertThat(printed.lines().filter(line -> line.contains(code))).hasSize(1);
    assertThat(printed.lines().filter(line -> line.contains(token))).hasSize(1);
    left.put(
        "what the server printed",
        printed.replaceFirst(code, "").replaceFirst(token, "").getBytes(StandardCharsets.UTF_8));
  }

  private void keepFiles() throws IOException {
    try (Stream<Path> files = Files.walk(home())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        left.put("the file " + home().relativize(file), Files.readAllBytes(file));
      }
    }
  }

  private String ownerKey() throws IOException {
    return chain
        .decryptKey(
            Files.readString(home().resolve("owner").resolve("keystore.json")),
            new Secret(PASSPHRASE))
        .reveal();
  }

  /// The keys of the roles, and what was taken in.
  private void plantKeysOfTheHome() throws IOException {
    canaries.add(Canary.ofHex("the builder's private key", BUILDER_KEY));
    for (String name : List.of("server", "gateway", "relay")) {
      canaries.add(Canary.ofHex("the private key of the " + name, privateKeyOf(name)));
    }
    canaries.add(Canary.ofText("the content of a blob", BLOB_WORDS));
    canaries.add(Canary.ofText("data nobody granted", PRIVATE_WORDS));
    canaries.add(Canary.ofText("data that was refused", REFUSED_WORDS));
    canaries.add(Canary.ofText("data that was granted", GRANTED_WORDS));
  }

  private String privateKeyOf(String name) throws IOException {
    try (Stream<Path> files = Files.list(home().resolve("keys"))) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().startsWith(name))
              .findFirst()
              .orElseThrow();
      return new JsonMapper().readTree(Files.readAllBytes(file)).path("privateKey").asText();
    }
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  private List<String> leaks() {
    var leaks = new ArrayList<String>();
    var seen = new java.util.HashSet<String>();
    left.forEach((where, bytes) ->
        canaries.stream()
            .filter(canary -> canary.isIn(bytes))
            .forEach(canary -> {
              seen.add(canary.name());
              if (!belongsThere(canary.name(), where)) {
                leaks.add(canary.name() + " in " + where);
              }
            }));
    assertThat(seen)
        .as("what is planted is found where it belongs")
        .containsAll(
            Set.of(
                "data nobody granted",
                "data that was granted",
                "the owner's second token",
                "the private key of the server",
                "the private key of the gateway",
                "the private key of the relay",
                "the secret of a session",
                "the cookie of the console",
                "the key of a form",
                "the content of a blob"));
    return leaks;
  }

  /// The few places that a secret is for.
  private static boolean belongsThere(String secret, String where) {
    return switch (secret) {
      case "the private key of the server",
          "the private key of the gateway",
          "the private key of the relay" ->
          where.startsWith("the file keys/");
      case "the secret of a session" ->
          where.endsWith("POST " + pathOf(where, "/v1/session/init"))
              || where.contains("/connect?sessionId=");
      case "the cookie of the console" -> where.endsWith("POST " + pathOf(where, "/sign-in"));
      case "the key of a form" -> where.endsWith("GET " + pathOf(where, "/requests"));
      case "the content of a blob" ->
          where.startsWith("the file blobs/")
              || where.endsWith("GET " + pathOf(where, "/instagram.profile/1"));
      // A client is told its own words back, when they stand where a scope belongs.
      case "the owner's token" -> where.endsWith("GET " + pathOf(where, "/v1/data/(token)"));
      case "the owner's second token" -> where.endsWith("POST " + pathOf(where, "/v1/tokens"));
      case "data nobody granted" ->
          where.startsWith("the file data/chatgpt/")
              || where.endsWith("GET " + pathOf(where, "/v1/data/chatgpt.conversations"));
      case "data that was granted" ->
          where.startsWith("the file data/instagram/")
              || where.endsWith("GET " + pathOf(where, "/v1/data/instagram.profile"));
      default -> false;
    };
  }

  /// The URL in `where`, if it leads to this path of the personal server.
  private static String pathOf(String where, String path) {
    String url = where.substring(where.lastIndexOf(' ') + 1);
    return url.endsWith(path) ? url : "nowhere";
  }

  /// Goes through a large file in pieces that overlap.
  private static boolean isIn(Canary canary, Path file) {
    byte[] window = new byte[1 << 20];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(window, 0, window.length);
          n > 0;
          n = in.read(window, kept, window.length - kept)) {
        int length = kept + n;
        for (byte[] spelling : canary.spellings()) {
          if (Canary.indexOf(window, length, spelling) >= 0) {
            return true;
          }
        }
        kept = Math.min(length, 1_024);
        System.arraycopy(window, length - kept, window, 0, kept);
      }
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
