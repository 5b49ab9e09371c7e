package io.freehold.adapters.chain.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.domain.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The schemas that come with Freehold, as they lie beside the code.
public final class ShippedSchemas {
  private static final String FOLDER = "/io/freehold/schemas/";

  private ShippedSchemas() {}

  /// A schema before it is registered.
  public record Shipped(Scope scope, String name, String definition) {}

  public static List<Shipped> all() {
    var all = new ArrayList<Shipped>();
    for (JsonNode entry : index()) {
      all.add(
          new Shipped(
              new Scope(entry.required("scope").textValue()),
              entry.required("name").textValue(),
              text(entry.required("file").textValue())));
    }
    return List.copyOf(all);
  }

  private static JsonNode index() {
    try {
      return new JsonMapper().readTree(text("index.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            ShippedSchemas.class.getResourceAsStream(FOLDER + name), FOLDER + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
