package io.freehold.adapters.chain.schema;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaException;
import com.networknt.schema.ValidationLimitExceededException;
import io.freehold.domain.ProblemException;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.schema.Schema;
import io.freehold.domain.schema.Violation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A compiled JSON Schema (§5.1). It may be asked by many threads at once. A payload that surely
/// fits a plain schema costs one pass over its tokens; every other one a tree in memory and one
/// bounded validation.
public final class JsonSchema implements Schema {
  private static final int MESSAGE_CHARACTERS_MAX = 300;
  private static final int POINTER_CHARACTERS_MAX = 1_000;
  private static final long STEPS_MIN = 100_000;
  private static final long STEPS_PER_BYTE = 16;

  private final SchemaReference reference;
  private final Supplier<com.networknt.schema.Schema> compiled;
  private final Optional<Shape> shape;
  private final JsonTrees trees;
  private final int violationsMax;

  /// @param compiled by the library; asked for when it is needed
  /// @param shape of a definition that is plain enough to have one
  JsonSchema(
      SchemaReference reference,
      Supplier<com.networknt.schema.Schema> compiled,
      Optional<Shape> shape,
      JsonTrees trees,
      int violationsMax) {
    this.reference = reference;
    this.compiled = compiled;
    this.shape = shape;
    this.trees = trees;
    this.violationsMax = violationsMax;
  }

  @Override
  public SchemaReference reference() {
    return reference;
  }

  @Override
  public List<Violation> violationsIn(JsonDocument payload) {
    return surelyFits(payload) ? List.of() : judgedByTheLibrary(payload);
  }

  /// Whether a shape is known and this payload has it.
  boolean surelyFits(JsonDocument payload) {
    return shape.filter(known -> trees.fits(payload.utf8(), known)).isPresent();
  }

  List<Violation> judgedByTheLibrary(JsonDocument payload) {
    try {
      JsonNode tree = trees.payload(payload.utf8());
      return violations(tree, STEPS_MIN + STEPS_PER_BYTE * payload.sizeBytes(), true);
    } catch (JacksonException _) {
      return List.of(new Violation("", "is nested too deeply, or has a number of too many digits"));
    }
  }

  /// What does not fit in a tree, within so many steps.
  List<Violation> violations(JsonNode tree, long stepsMax, boolean formats) {
    try {
      var evaluation = new BoundedEvaluation(violationsMax, stepsMax, formats);
      compiled.get().validate(evaluation, tree);
      return evaluation.getErrors().stream()
          .map(JsonSchema::violation)
          .distinct()
          .limit(violationsMax)
          .toList();
    } catch (ValidationLimitExceededException | StackOverflowError _) {
      return List.of(
          new Violation("", "cannot be checked: its schema has no end, or asks for too much work"));
    } catch (SchemaException | ProblemException e) {
      return List.of(new Violation("", shortened("cannot be checked: " + e.getMessage())));
    }
  }

  private static Violation violation(Error error) {
    return new Violation(
        pointer(error.getInstanceLocation().toString()), shortened(error.getMessage()));
  }

  /// A pointer that would be too long becomes a pointer to something around it.
  private static String pointer(String pointer) {
    return pointer.length() <= POINTER_CHARACTERS_MAX
        ? pointer
        : pointer.substring(0, Math.max(0, pointer.lastIndexOf('/', POINTER_CHARACTERS_MAX)));
  }

  private static String shortened(String message) {
    return message.length() <= MESSAGE_CHARACTERS_MAX
        ? message
        : message.substring(0, MESSAGE_CHARACTERS_MAX) + "...";
  }
}
