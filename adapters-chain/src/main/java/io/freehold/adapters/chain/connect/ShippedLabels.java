package io.freehold.adapters.chain.connect;

import io.freehold.application.port.ScopeLabels;
import io.freehold.domain.Scope;
import io.freehold.domain.connect.ScopeLabel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The words of the connector definitions that come with Freehold, in the form of §5.6. They are
/// read when somebody first asks for them.
public final class ShippedLabels implements ScopeLabels {
  private static final String FOLDER = "/io/freehold/connectors/";
  private static final List<String> CONNECTORS =
      List.of("chatgpt", "gmail", "instagram", "linkedin", "spotify", "youtube");

  @Override
  public Optional<ScopeLabel> find(Scope scope) {
    return Read.ALL.stream().filter(label -> label.scope().equals(scope)).findFirst();
  }

  @Override
  public List<ScopeLabel> from(String source) {
    return Read.ALL.stream().filter(label -> label.scope().source().equals(source)).toList();
  }

  /// Initialised at the first use.
  private static final class Read {
    private static final List<ScopeLabel> ALL =
        CONNECTORS.stream().flatMap(name -> labels(definition(name)).stream()).toList();

    private static List<ScopeLabel> labels(JsonNode connector) {
      String source = connector.required("displayName").stringValue();
      return connector
          .required("scopes")
          .valueStream()
          .map(scope ->
              new ScopeLabel(
                  new Scope(scope.required("scope").stringValue()),
                  source,
                  scope.required("label").stringValue(),
                  scope.required("description").stringValue()))
          .toList();
    }

    private static JsonNode definition(String name) {
      String path = FOLDER + name + ".json";
      try (InputStream in =
          Objects.requireNonNull(ShippedLabels.class.getResourceAsStream(path), path)) {
        return JsonMapper.shared().readTree(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
