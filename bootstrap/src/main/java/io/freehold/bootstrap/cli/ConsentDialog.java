package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.bootstrap.client.Refusal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Asks a person for the answer to a request, in words that cannot be misread.
final class ConsentDialog {
  private static final int TRIES_MAX = 5;

  private final PrintWriter out;
  private final UnaryOperator<String> line;

  /// @param line asks one question and returns what was typed; empty at the end of input
  ConsentDialog(PrintWriter out, UnaryOperator<String> line) {
    this.out = out;
    this.line = line;
  }

  /// What was answered.
  sealed interface Decision {
    /// @param scopes empty for all that was asked for
    /// @param expires as it was typed; empty where it was not asked for
    record Yes(List<String> scopes, Optional<String> expires) implements Decision {}

    record No() implements Decision {}
  }

  /// Whatever is not a clear yes is asked again, and in the end a no answer at all.
  ///
  /// @param asksForEnd whether how long it is to hold is asked as well
  Optional<Decision> ask(JsonNode scopes, boolean asksForEnd) {
    for (int i = 0; i < TRIES_MAX; i++) {
      switch (typed("Allow this? Type yes, no, or some: ")) {
        case "yes" -> {
          return Optional.of(new Decision.Yes(List.of(), end(asksForEnd)));
        }
        case "no" -> {
          return Optional.of(new Decision.No());
        }
        case "some" -> {
          List<String> chosen = some(scopes);
          if (!chosen.isEmpty()) {
            return Optional.of(new Decision.Yes(chosen, end(asksForEnd)));
          }
          out.println("Nothing was chosen.");
        }
        default -> out.println("Please type the whole word.");
      }
      out.flush();
    }
    return Optional.empty();
  }

  private List<String> some(JsonNode scopes) {
    var chosen = new ArrayList<String>();
    for (JsonNode scope : scopes) {
      String name = PlainText.of(scope.path("scope").asText());
      String label = PlainText.of(scope.path("label").asText());
      if (typed("  " + label + " (" + name + ")? yes or no: ").equals("yes")) {
        chosen.add(name);
      }
    }
    return chosen;
  }

  private Optional<String> end(boolean asksForEnd) {
    if (!asksForEnd) {
      return Optional.empty();
    }
    for (int i = 0; i < TRIES_MAX; i++) {
      String text = typed("For how long? 30d, 12h, or never to end by itself [never]: ");
      if (text.isEmpty()) {
        return Optional.of("never");
      }
      if (Expires.isOne(text)) {
        return Optional.of(text);
      }
      out.println("Please type " + Expires.DESCRIPTION + ".");
      out.flush();
    }
    throw new Refusal("nothing was decided: you did not say how long it holds");
  }

  private String typed(String question) {
    return line.apply(question).strip();
  }
}
