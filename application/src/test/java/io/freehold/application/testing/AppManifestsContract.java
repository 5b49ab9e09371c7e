package io.freehold.application.testing;

import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.AppManifests;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.AppManifest;
import org.junit.jupiter.api.Test;

/// What every `AppManifests` does.
public abstract class AppManifestsContract {
  protected abstract AppManifests manifests();

  /// Publishes the complete manifest of an application of this name, and returns its address.
  protected abstract String publish(String name);

  /// Publishes another one in its place.
  protected abstract void swap(String appUrl, String name);

  /// An address at which nothing is.
  protected abstract String emptyAddress();

  @Test
  void findsWhatAnApplicationPublishes() {
    String appUrl = publish("Sample App");

    AppManifest found = manifests().find(appUrl);

    assertThat(found.name()).isEqualTo("Sample App");
    assertThat(found.block().appUrl()).isEqualTo(appUrl);
    assertThat(found.block().privacyPolicyUrl()).contains(appUrl + "/privacy");
    assertThat(found.block().termsUrl()).contains(appUrl + "/terms");
    assertThat(found.block().supportUrl()).contains(appUrl + "/support");
    assertThat(found.block().webhookUrl()).contains(appUrl + "/api/webhook");
    assertThat(found.foundAt()).startsWith(appUrl + "/");
  }

  @Test
  void theSignedTextHasSortedKeysAndNoSignature() {
    String appUrl = publish("Sample App");

    assertThat(manifests().find(appUrl).block().canonicalText())
        .isEqualTo(
            "{\"appUrl\":\"%1$s\",\"privacyPolicyUrl\":\"%1$s/privacy\",\"supportUrl\":\"%1$s/support\",\"termsUrl\":\"%1$s/terms\",\"webhookUrl\":\"%1$s/api/webhook\"}"
                .formatted(appUrl));
  }

  @Test
  void theHashTellsOneManifestFromAnother() {
    String appUrl = publish("Sample App");
    String before = manifests().find(appUrl).hash();
    String again = manifests().find(appUrl).hash();
    swap(appUrl, "Another App");

    assertThat(before).matches("[0-9a-f]{64}").isEqualTo(again);
    assertThat(manifests().find(appUrl).hash()).isNotEqualTo(before);
  }

  @Test
  void refusesAnApplicationThatPublishesNothing() {
    var problem =
        assertRefused(() -> manifests().find(emptyAddress()), Problem.ManifestRefused.class);

    assertThat(problem.reason()).isNotBlank();
  }
}
