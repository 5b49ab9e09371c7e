package io.freehold.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.storage.standin.DropboxStandIn;
import io.freehold.adapters.storage.standin.Exchange.Answer;
import io.freehold.adapters.storage.standin.GoogleStandIn;
import io.freehold.adapters.storage.standin.OAuthStandIn;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.config.ConfigLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageCommandTest {
  /// Of the master-key sentence, by the first key that every Ethereum development tool publishes.
  private static final String SIGNATURE =
      "0x1f5c9b3bafc291e8ea7aa4e0c5700a109e68aa2431fdbea08b49f9bf91b5c7db"
          + "2aaa192de5cdf866e5f9f5f39502a66bd696a1399a537eac8ffb826c00e4e1d51b";

  private static final Pattern ADDRESS = Pattern.compile("  (http://127\\S+)\n");

  @TempDir private Path home;
  private final InstantSource clock = InstantSource.system();
  private final GoogleStandIn google = new GoogleStandIn(clock);
  private final DropboxStandIn dropbox = new DropboxStandIn(clock);
  private final Map<String, String> environment = new HashMap<>();
  private final BrowsedOutput out = new BrowsedOutput();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void initialise() {
    environment.put("FREEHOLD_HOME", home.toString());
    environment.put("VANA_MASTER_KEY_SIGNATURE", SIGNATURE);
    set("gdrive", google.settings());
    environment.put("FREEHOLD_STORAGE_CONFIG_GDRIVE_REVOKE_URL", google.url() + "/revoke");
    set("dropbox", dropbox.settings());
    assertThat(freehold("init")).isZero();
  }

  private void set(String service, Map<String, String> settings) {
    settings.forEach((name, value) ->
        environment.put(
            ("FREEHOLD_STORAGE_CONFIG_" + service + "_" + name.replaceAll("([A-Z])", "_$1"))
                .toUpperCase(Locale.ROOT),
            value));
  }

  @AfterEach
  void close() {
    google.close();
    dropbox.close();
    google.assertNothingWasAskedForThatTheVendorRefuses();
    dropbox.assertNothingWasAskedForThatTheVendorRefuses();
  }

  private int freehold(String... arguments) {
    var context = new Context(new ConfigLoader(environment), clock, new Random(1));
    return FreeholdCommand.commandLine(context, arguments)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private OAuthStandIn oauthOf(String service) {
    return service.equals("gdrive") ? google.oauth() : dropbox.oauth();
  }

  private int connect(String service) {
    out.browse(address -> oauthOf(service).consent(URI.create(address)));
    return freehold("storage", "connect", service, "--port", "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gdrive", "dropbox"})
  void connectsAServiceTriesItAndDisconnectsIt(String service) throws IOException {
    assertThat(connect(service)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("connected " + service, "Copies go there once storage.backend is " + service);
    assertThat(out.browserSaw).contains("your terminal says what came of it");

    assertThat(freehold("storage", "check", service)).as(err.toString()).isZero();
    assertThat(out.toString()).contains(service + " ", " works: uploaded, read back and deleted");
    assertThat(Stream.concat(google.paths().stream(), dropbox.paths().stream())).isEmpty();

    assertThat(freehold("storage", "list")).isZero();
    assertThat(out.toString()).containsPattern(service + " +- +yes +yes\n");
    assertThat(everythingInTheHome()).doesNotContain("refresh-2").doesNotContain("access-3");

    assertThat(freehold("storage", "disconnect", service, "--yes")).isZero();
    assertThat(out.toString()).contains("disconnected " + service);
    assertThat(oauthOf(service).hasConsent()).isFalse();
    assertThat(home.resolve("tokens")).isEmptyDirectory();

    assertThat(freehold("storage", "check", service)).isEqualTo(1);
    assertThat(err.toString())
        .contains("is not connected: run freehold storage connect " + service);
  }

  @Test
  void connectsWithoutABrowserOnThisMachine() {
    out.browse(address -> {
      out.pasted = google.oauth().consent(URI.create(address)) + "\n";
      return "";
    });

    assertThat(withStandardInput(() -> freehold("storage", "connect", "gdrive", "--paste")))
        .as(err.toString())
        .isZero();

    assertThat(out.toString()).contains("connected gdrive, account " + GoogleStandIn.ACCOUNT);
    assertThat(out.toString()).contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A8095%2Fcallback");
  }

  @Test
  void takesNoAnswerOfAnotherAttempt() {
    out.browse(address ->
        google.oauth().consent(URI.create(address)).replaceAll("state=[^&]*", "state=guess"));

    assertThat(freehold("storage", "connect", "gdrive", "--port", "0")).isEqualTo(1);

    assertThat(err.toString()).contains("it belongs to another attempt");
    assertThat(home.resolve("tokens")).isEmptyDirectory();
  }

  @Test
  void saysThatTheOwnerSaidNo() {
    out.browse(address -> google.oauth().deny(URI.create(address)));

    assertThat(freehold("storage", "connect", "gdrive", "--port", "0")).isEqualTo(1);

    assertThat(err.toString()).contains("Google Drive did not let this server in: access_denied");
  }

  @Test
  void connectsNothingWithoutAMasterKey() {
    environment.remove("VANA_MASTER_KEY_SIGNATURE");

    assertThat(connect("gdrive")).isEqualTo(1);

    assertThat(err.toString()).contains("this needs the owner's master key", "freehold key set");
    assertThat(google.requests()).isEmpty();
  }

  @Test
  void saysWhatToSetFirst() {
    environment.keySet().removeIf(name -> name.contains("GDRIVE"));

    assertThat(connect("gdrive")).isEqualTo(1);

    assertThat(err.toString()).contains("storage.config.gdrive.clientId", "docs/storage/gdrive.md");
  }

  @Test
  void leavesTheTokensOfARunningServerAlone() {
    var context = new Context(new ConfigLoader(environment), clock, new Random(1));
    try (var _ =
        io.freehold.bootstrap.PersonalServer.open(
            context.config().load(), context.clock(), context.random())) {
      assertThat(connect("gdrive")).isEqualTo(1);
      assertThat(err.toString()).contains("is in use by a server that runs already");
      assertThat(freehold("storage", "check", "gdrive")).isEqualTo(1);
      assertThat(freehold("storage", "list")).isZero();
    }
  }

  @Test
  void deletesTheTokensOfAServiceThatCannotBeTold() {
    assertThat(connect("gdrive")).isZero();
    google.once(request -> request.path().equals("/revoke"), Answer.empty(503));

    assertThat(freehold("storage", "disconnect", "gdrive", "--yes")).isZero();

    assertThat(out.toString()).contains("The service could not be told");
    assertThat(home.resolve("tokens")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"connect s3", "disconnect ipfs", "check nowhere", "connect gdrive --port 70000"})
  void isWrongUsageWithoutALookAtTheHome(String words) {
    assertThat(freehold(("storage " + words).split(" "))).isEqualTo(2);

    assertThat(err.toString()).contains("use one of");
  }

  @Test
  void listsEveryBackend() {
    assertThat(freehold("storage", "list")).isZero();

    assertThat(out.toString())
        .contains("local ", "vana ", "s3 ", "ipfs ")
        .containsPattern("gdrive +- +yes +no\n")
        .contains("None is selected");
  }

  private int withStandardInput(java.util.function.IntSupplier act) {
    InputStream before = System.in;
    System.setIn(out.standardInput());
    try {
      return act.getAsInt();
    } finally {
      System.setIn(before);
    }
  }

  private String everythingInTheHome() throws IOException {
    var text = new StringBuilder();
    try (var files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  /// What a command prints, read by an owner who opens each address in a browser.
  private static final class BrowsedOutput extends StringWriter {
    private UnaryOperator<String> consent = UnaryOperator.identity();
    private String pasted = "";
    private String browserSaw = "";
    private int opened;

    void browse(UnaryOperator<String> consent) {
      this.consent = consent;
    }

    @Override
    public void flush() {
      Matcher address = ADDRESS.matcher(toString());
      if (address.find(opened)) {
        opened = address.end();
        String back = consent.apply(address.group(1));
        if (!back.isEmpty()) {
          browserSaw = get(back);
        }
      }
    }

    /// A line that is there only once the address was read.
    InputStream standardInput() {
      return new InputStream() {
        private InputStream line = InputStream.nullInputStream();

        @Override
        public int read() throws IOException {
          if (!pasted.isEmpty()) {
            line = new ByteArrayInputStream(pasted.getBytes(StandardCharsets.UTF_8));
            pasted = "";
          }
          return line.read();
        }
      };
    }

    private static String get(String address) {
      try (var browser = HttpClient.newHttpClient()) {
        return browser
            .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
            .body();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
