package io.freehold.architecture.mitigations;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Something that stands against a threat, and how the program reads without it.
///
/// @param threats their ids
/// @param loss what a server without it would do
/// @param source of the class it is in, relative to the project
/// @param original where it stands, once in the source; any white space is as good as any other
/// @param without what stands there when it is taken out
/// @param witnesses the tests of which one must fail without it
record Mitigation(
    String threats,
    String loss,
    Path source,
    String original,
    String without,
    List<Witness> witnesses) {

  /// A test class of a module.
  record Witness(String module, String className) {}

  /// How often the source has it.
  long occurrencesIn(String text) {
    return pattern().matcher(text).results().count();
  }

  String takenOutOf(String text) {
    return pattern().matcher(text).replaceFirst(Matcher.quoteReplacement(without));
  }

  private Pattern pattern() {
    var pattern = new StringBuilder();
    for (String word : original.strip().split("\\s+")) {
      pattern.append(pattern.isEmpty() ? "" : "\\s+").append(Pattern.quote(word));
    }
    return Pattern.compile(pattern.toString());
  }

  @Override
  public String toString() {
    return threats + ": " + loss;
  }
}
