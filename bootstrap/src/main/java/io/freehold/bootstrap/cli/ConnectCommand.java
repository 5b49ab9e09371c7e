package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.Refusal;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Answers applications that ask for data.
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    subcommands = {ConnectRulesCommand.class},
    description = {
      "Shows who asks for your data, and for what, and asks you whether they may have it.%n",
      "Nothing is granted unless you say yes. Without a terminal, say --yes or --deny.%n"
    })
final class ConnectCommand implements Callable<Integer> {
  private static final int TIME_CHARACTERS = 19;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Mixin private @Nullable ApiOptions api;

  @Mixin private @Nullable AnswerOptions answer;

  @Option(names = "--yes", description = "allow it without being asked")
  private boolean yes;

  @Option(names = "--deny", description = "refuse it without being asked")
  private boolean deny;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "why not; the application reads it")
  private @Nullable String reason;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LINK",
      description =
          "vana://connect?... as the application shows it, a session id, or - to read the link from"
              + " standard input, where no other user of this machine sees it")
  private @Nullable String link;

  /// How a yes is meant.
  static final class AnswerOptions {
    @Option(
        names = "--scopes",
        paramLabel = "SCOPE",
        split = ",",
        description = "allow only these of what is asked for")
    private @Nullable List<String> scopes;

    @Option(
        names = "--expires",
        paramLabel = "WHEN",
        description = "when the grant ends: " + Expires.DESCRIPTION + " (the default)")
    private @Nullable String expires;

    @Option(
        names = "--freeze",
        description =
            "of instagram.* and the like, allow only what exists now, nothing that comes later")
    private boolean freeze;

    @Option(
        names = "--replace",
        paramLabel = "WHICH",
        description =
            "which earlier grants of this application end: amended (those that share a scope; the"
                + " default), all, or none")
    private @Nullable String replace;

    String json(
        ApiOptions api, List<String> chosen, Optional<String> typedExpiry, Optional<String> shown) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      List<String> wanted = scopes == null ? chosen : scopes;
      if (!wanted.isEmpty()) {
        wanted.forEach(body.putArray("scopes")::add);
      }
      Optional.ofNullable(expires)
          .or(() -> typedExpiry)
          .ifPresent(
              when -> body.put("expiresAt", Expires.at(when, api.context().clock().instant())));
      if (freeze) {
        body.put("freeze", true);
      }
      if (replace != null) {
        body.put("replace", replace);
      }
      shown.ifPresent(hash -> body.put("shown", hash));
      return body.toString();
    }

    boolean saysWhich() {
      return scopes != null;
    }

    boolean saysWhen() {
      return expires != null;
    }
  }

  @Override
  public Integer call() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    if (link == null) {
      throw new CommandLine.ParameterException(
          command,
          "give the link the application shows, or one of: list, show, approve, deny, rules, receipts");
    }
    if (yes && deny) {
      throw new CommandLine.ParameterException(command, "--yes or --deny, not both");
    }
    ApiOptions options = Objects.requireNonNull(api);
    Answer received = receive(options.owner(), link).orRefuse();
    if (!received.json().path("status").asText().equals("waiting")) {
      return options.print(received, ConnectCommand::printRequest);
    }
    if (!options.wantsJson()) {
      printRequest(received, options.out());
    }
    return decision(received)
        .map(decided ->
            options.print(send(options, received, decided), ConnectCommand::printOutcome))
        .orElseGet(() -> undecided(options, received));
  }

  private static Answer receive(ApiClient owner, String link) {
    String text =
        link.equals("-")
            ? new String(Files.bytes("-", System.in), StandardCharsets.UTF_8).strip()
            : link;
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put(text.contains(":") ? "deepLink" : "sessionId", text);
    return owner.post("/v1/connect/requests", body.toString());
  }

  private Optional<ConsentDialog.Decision> decision(Answer received) {
    if (deny) {
      return Optional.of(new ConsentDialog.Decision.No());
    }
    if (yes) {
      return Optional.of(new ConsentDialog.Decision.Yes(List.of(), Optional.empty()));
    }
    AnswerOptions options = Objects.requireNonNull(answer);
    return terminal()
        .flatMap(console ->
            new ConsentDialog(
                    Objects.requireNonNull(api).out(), question -> readLine(console, question))
                .ask(
                    options.saysWhich()
                        ? JsonNodeFactory.instance.arrayNode()
                        : received.json().path("sheet").path("scopes"),
                    !options.saysWhen()));
  }

  private static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  private static String readLine(Console console, String question) {
    return Objects.requireNonNullElse(console.readLine("%s", question), "no");
  }

  private Answer send(ApiOptions options, Answer received, ConsentDialog.Decision decided) {
    String id = received.json().path("id").asText();
    return switch (decided) {
      case ConsentDialog.Decision.Yes(var scopes, var expires) ->
          approve(
              options,
              id,
              Objects.requireNonNull(answer)
                  .json(
                      options,
                      scopes,
                      expires,
                      Optional.of(received.json().path("sheet").path("shown").asText())));
      case ConsentDialog.Decision.No() -> deny(options, id, Optional.ofNullable(reason));
    };
  }

  private static Answer approve(ApiOptions options, String id, String body) {
    return options.owner().post(path(id) + "/approve", body);
  }

  private static Answer deny(ApiOptions options, String id, Optional<String> reason) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    reason.ifPresent(text -> body.put("reason", text));
    return options.owner().post(path(id) + "/deny", body.toString());
  }

  private static String path(String id) {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new Refusal("this is not the id of a request: " + PlainText.of(id));
    }
    return "/v1/connect/requests/" + id;
  }

  private static int undecided(ApiOptions options, Answer received) {
    if (options.wantsJson()) {
      options.print(received, (_, _) -> {});
    }
    options
        .err()
        .println(
            "freehold: nothing was decided. Add --yes or --deny (and --scopes, --expires 30d), or answer"
                + " later: freehold connect approve "
                + asArgument(received.json().path("id").asText()));
    options.err().flush();
    return CommandLine.ExitCode.USAGE;
  }

  /// An id as a command line takes it: other relays make some that begin as options do.
  private static String asArgument(String id) {
    return id.startsWith("-") ? "-- " + id : id;
  }

  private static void printRequest(Answer answer, PrintWriter out) {
    JsonNode request = answer.json();
    JsonNode text = request.path("sheet").path("text");
    if (text.isMissingNode()) {
      printOutcome(answer, out);
      return;
    }
    out.println();
    text.forEach(line -> out.println(PlainText.of(line.asText())));
    out.println();
    out.flush();
  }

  private static void printOutcome(Answer answer, PrintWriter out) {
    JsonNode request = answer.json();
    JsonNode consent = request.path("consent");
    switch (request.path("status").asText()) {
      case "approved" -> {
        out.println(
            "Allowed%s: %s, %s."
                .formatted(
                    consent.path("by").asText().equals("rule") ? " by your rule" : "",
                    texts(consent.path("scopes")),
                    until(consent.path("expiresAt").asLong())));
        out.println("grant " + request.path("grantId").asText());
        consent
            .path("replaces")
            .forEach(grant -> out.println("ended " + PlainText.of(grant.asText())));
        out.println(
            "Changed your mind? freehold grants revoke " + request.path("grantId").asText());
      }
      case "approving" ->
          out.println(
              "Your yes is kept. The gateway or the relay cannot be reached now; it is finished as"
                  + " soon as they can.");
      case "received" ->
          out.println(
              "The request is kept, but who asks could not be checked yet; look again with freehold"
                  + " connect show "
                  + asArgument(request.path("id").asText()));
      case "denied" -> out.println("Refused. The application is told so.");
      case "expired" -> out.println("The request has expired; the application can ask again.");
      case "failed" ->
          out.println("Nothing is granted: " + PlainText.of(request.path("reason").asText()));
      default -> out.println(PlainText.of(request.path("status").asText()));
    }
  }

  private static String until(long seconds) {
    return seconds == 0
        ? "until you revoke it"
        : "until " + java.time.Instant.ofEpochSecond(seconds);
  }

  static String texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .map(PlainText::of)
        .collect(Collectors.joining(", "));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists who asked.")
  int list(@Mixin ApiOptions api) {
    return api.print(
        api.owner().get("/v1/connect/requests"),
        (good, out) -> {
          var table = new Table("REQUEST", "STATUS", "APPLICATION", "SCOPES", "RECEIVED");
          for (JsonNode request : good.json().path("requests")) {
            table.row(
                request.path("id").asText(),
                request.path("status").asText(),
                PlainText.of(
                    request.path("app").path("name").asText(request.path("builder").asText())),
                texts(request.path("scopes")),
                moment(request.path("receivedAt")));
          }
          table.print(out);
        });
  }

  private static String moment(JsonNode time) {
    String text = time.asText();
    return text.length() > TIME_CHARACTERS ? text.substring(0, TIME_CHARACTERS) + "Z" : text;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one request, as it would be answered.")
  int show(@Mixin ApiOptions api, @Parameters(index = "0", paramLabel = "REQUEST") String id) {
    return api.print(api.owner().get(path(id)), ConnectCommand::printRequest);
  }

  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = "Allows what a request asks for, without asking; look at it first.")
  int approve(
      @Mixin ApiOptions api,
      @Mixin AnswerOptions answer,
      @Parameters(index = "0", paramLabel = "REQUEST") String id) {
    return api.print(
        approve(api, id, answer.json(api, List.of(), Optional.empty(), Optional.empty())),
        ConnectCommand::printOutcome);
  }

  @Command(name = "deny", mixinStandardHelpOptions = true, description = "Refuses a request.")
  int deny(
      @Mixin ApiOptions api,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              description = "why not; the application reads it")
          @Nullable String why,
      @Parameters(index = "0", paramLabel = "REQUEST") String id) {
    return api.print(deny(api, id, Optional.ofNullable(why)), ConnectCommand::printOutcome);
  }

  @Command(
      name = "receipts",
      mixinStandardHelpOptions = true,
      description = "Lists what you agreed to, with what you were shown.")
  int receipts(@Mixin ApiOptions api) {
    return api.print(
        api.owner().get("/v1/connect/receipts"),
        (good, out) -> good.json().path("receipts").forEach(receipt -> print(receipt, out)));
  }

  private static void print(JsonNode receipt, PrintWriter out) {
    JsonNode consent = receipt.path("consent");
    out.println("grant " + receipt.path("grantId").asText());
    out.println(
        "  agreed  %s, by %s (%s)"
            .formatted(
                consent.path("at").asText(),
                consent.path("by").asText(),
                PlainText.of(consent.path("with").asText())));
    out.println(
        "  to      %s, %s"
            .formatted(texts(consent.path("scopes")), until(consent.path("expiresAt").asLong())));
    out.println("  shown   manifest " + receipt.path("app").path("manifestHash").asText());
    receipt.path("text").forEach(line -> out.println("          " + PlainText.of(line.asText())));
    out.println();
  }
}
