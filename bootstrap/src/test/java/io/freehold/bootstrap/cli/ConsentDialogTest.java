package io.freehold.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.freehold.bootstrap.cli.ConsentDialog.Decision;
import io.freehold.bootstrap.client.Refusal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Only a clear yes is a yes.
class ConsentDialogTest {
  private final List<String> questions = new ArrayList<>();
  private final StringWriter printed = new StringWriter();

  private Optional<Decision> answering(boolean asksForEnd, String... typed) {
    var lines = new ArrayDeque<>(List.of(typed));
    var dialog =
        new ConsentDialog(
            new PrintWriter(printed),
            question -> {
              questions.add(question);
              return lines.isEmpty() ? "" : lines.removeFirst();
            });
    return dialog.ask(scopes(), asksForEnd);
  }

  private static ArrayNode scopes() {
    ArrayNode scopes = JsonNodeFactory.instance.arrayNode();
    scopes.addObject().put("scope", "instagram.profile").put("label", "Your \u001b[31mprofile");
    scopes.addObject().put("scope", "chatgpt.*").put("label", "Your chats");
    return scopes;
  }

  @Test
  void takesTheWholeWordForAnAnswer() {
    assertThat(answering(false, "yes")).contains(new Decision.Yes(List.of(), Optional.empty()));
    assertThat(answering(false, " no ")).contains(new Decision.No());
    assertThat(answering(false, "y", "Y", "YES", "ja", "yes!")).isEmpty();
    assertThat(answering(false)).isEmpty();
    assertThat(answering(false, "y", "yes"))
        .contains(new Decision.Yes(List.of(), Optional.empty()));
  }

  @Test
  void asksForHowLong() {
    assertThat(answering(true, "yes", "30d"))
        .contains(new Decision.Yes(List.of(), Optional.of("30d")));
    assertThat(answering(true, "yes", ""))
        .contains(new Decision.Yes(List.of(), Optional.of("never")));
    assertThat(answering(true, "yes", "soon", "30", "2027-01-01T00:00:00Z"))
        .contains(new Decision.Yes(List.of(), Optional.of("2027-01-01T00:00:00Z")));
  }

  @Test
  void decidesNothingWithoutAnEndThatCanBeUnderstood() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> answering(true, "yes", "a", "b", "c", "d", "e"));
  }

  @Test
  void asksForEachScopeWhenItIsSome() {
    assertThat(answering(false, "some", "no", "yes"))
        .contains(new Decision.Yes(List.of("chatgpt.*"), Optional.empty()));
    assertThat(questions)
        .contains("  Your [31mprofile (instagram.profile)? yes or no: ")
        .contains("  Your chats (chatgpt.*)? yes or no: ");
  }

  @Test
  void nothingChosenIsNoYes() {
    assertThat(answering(false, "some", "no", "y", "no")).contains(new Decision.No());
    assertThat(printed.toString()).contains("Nothing was chosen.");
  }
}
