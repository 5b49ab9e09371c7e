package io.freehold.adapters.chain.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.chain.schema.ShippedSchemas;
import io.freehold.application.port.ScopeLabels;
import io.freehold.domain.Scope;
import io.freehold.domain.connect.ScopeLabel;
import io.freehold.domain.connect.ShownText;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShippedLabelsTest {
  private final ScopeLabels labels = new ShippedLabels();

  @ParameterizedTest
  @MethodSource("scopes")
  void everyScopeWithASchemaHasPlainWords(Scope scope) {
    ScopeLabel label = labels.find(scope).orElseThrow();

    assertThat(label.scope()).isEqualTo(scope);
    assertThat(label.source()).isEqualToIgnoringCase(scope.source());
    assertThat(label.label()).startsWith("Your ").contains(label.source()).hasSizeLessThan(60);
    assertThat(label.description()).endsWith(".").hasSizeLessThan(160);
    for (String text : List.of(label.label(), label.description())) {
      assertThat(ShownText.of(text, 200).text()).isEqualTo(text);
      assertThat(ShownText.of(text, 200).oddities()).isEmpty();
    }
  }

  @Test
  void noScopeIsCalledLikeAnother() {
    assertThat(scopes())
        .extracting(scope -> labels.find(scope).orElseThrow().label())
        .doesNotHaveDuplicates();
  }

  @Test
  void knowsNothingOfOthers() {
    assertThat(labels.find(new Scope("instagram.stories"))).isEmpty();
    assertThat(labels.from("insta")).isEmpty();
    assertThat(labels.from("instagram.profile")).isEmpty();
  }

  @Test
  void listsWhatASourceHas() {
    assertThat(labels.from("instagram"))
        .extracting(label -> label.scope().value())
        .containsExactlyInAnyOrder(
            "instagram.profile", "instagram.posts", "instagram.likes", "instagram.followers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chatgpt", "gmail", "instagram", "linkedin", "spotify", "youtube"})
  void definitionsHaveTheFormOfTheProtocol(String name) throws IOException {
    try (var in =
        ShippedLabels.class.getResourceAsStream("/io/freehold/connectors/" + name + ".json")) {
      JsonNode definition = JsonMapper.shared().readTree(in);

      assertThat(definition.propertyNames())
          .containsExactly("connectorId", "displayName", "scopes", "version");
      assertThat(definition.get("connectorId").stringValue()).isEqualTo(name);
      assertThat(definition.get("scopes").valueStream())
          .allSatisfy(scope -> {
            assertThat(scope.propertyNames()).containsExactly("scope", "label", "description");
            assertThat(new Scope(scope.get("scope").stringValue()).source()).isEqualTo(name);
          });
    }
  }

  static List<Scope> scopes() {
    return ShippedSchemas.all().stream().map(ShippedSchemas.Shipped::scope).toList();
  }
}
