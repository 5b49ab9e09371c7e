package io.freehold.application.connect;

import static io.freehold.application.testing.Cast.APP;
import static io.freehold.application.testing.Cast.APP_URL;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Refusals.assertRefused;
import static io.freehold.application.testing.SampleManifest.aManifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.InMemoryAppManifests;
import io.freehold.application.testing.SampleManifest;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.AppManifest;
import io.freehold.domain.connect.ManifestRules;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.VerifiedApp;
import io.freehold.domain.grant.ScopePattern;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestCheckTest {
  private static final SessionRequest REQUEST = request(BUILDER, Optional.empty());

  @Test
  void knowsAnApplicationByTheSignatureOfItsBuilder() {
    VerifiedApp app = check(aManifest(), false).verify(APP, REQUEST);

    assertThat(app.builder()).isEqualTo(APP);
    assertThat(app.name()).hasToString("Sample App");
    assertThat(app.appUrl()).isEqualTo(APP_URL);
    assertThat(app.manifestHash()).isEqualTo(aManifest().manifest().hash());
    assertThat(app.warnings()).isEmpty();
  }

  @Test
  void refusesAManifestThatSomebodyElseSigned() {
    refuses(aManifest().signedBy(STRANGER_KEY), REQUEST, "signed by another key");
  }

  @Test
  void refusesAManifestThatWasChangedAfterItWasSigned() {
    var genuine = aManifest().manifest();
    var changed = aManifest().with("termsUrl", "https://elsewhere.example.com").manifest();
    var manifests = new InMemoryAppManifests();
    manifests.publish(APP_URL, withBlock(changed, genuine.block()));
    var check = new ManifestCheck(manifests, new FakeSignatures(), new ManifestRules(false));

    var problem = assertRefused(() -> check.verify(APP, REQUEST), Problem.ManifestRefused.class);

    assertThat(problem.reason()).contains("changed after it was signed");
  }

  @Test
  void refusesAnApplicationWithoutAManifest() {
    var check =
        new ManifestCheck(
            new InMemoryAppManifests(), new FakeSignatures(), new ManifestRules(false));

    assertRefused(() -> check.verify(APP, REQUEST), Problem.ManifestRefused.class);
  }

  @Test
  void refusesASessionOfAnotherBuilder() {
    refuses(aManifest(), request(STRANGER, Optional.empty()), "another app");
  }

  @Test
  void refusesAWebhookThatTheManifestDoesNotName() {
    refuses(
        aManifest(),
        request(BUILDER, Optional.of("https://elsewhere.example.com/hook")),
        "elsewhere.example.com");
    assertThat(
            check(aManifest(), false)
                .verify(APP, request(BUILDER, Optional.of(APP_URL + "/api/webhook")))
                .webhookUrl())
        .contains(APP_URL + "/api/webhook");
  }

  private static void refuses(SampleManifest manifest, SessionRequest request, String because) {
    var problem =
        assertRefused(
            () -> check(manifest, false).verify(APP, request), Problem.ManifestRefused.class);

    assertThat(problem.reason()).contains(because);
  }

  private static ManifestCheck check(SampleManifest manifest, boolean asksForAll) {
    return new ManifestCheck(
        InMemoryAppManifests.of(manifest), new FakeSignatures(), new ManifestRules(asksForAll));
  }

  /// The text of one with the signature of another.
  private static AppManifest withBlock(AppManifest changed, AppManifest.Block signed) {
    var block = changed.block();
    return new AppManifest(
        changed.foundAt(),
        changed.hash(),
        changed.name(),
        new AppManifest.Block(
            block.appUrl(),
            block.privacyPolicyUrl(),
            block.termsUrl(),
            block.supportUrl(),
            block.webhookUrl(),
            signed.signature(),
            block.canonicalText()));
  }

  private static SessionRequest request(Address builder, Optional<String> webhookUrl) {
    return new SessionRequest(
        builder,
        List.of(new ScopePattern("instagram.profile")),
        webhookUrl,
        Optional.empty(),
        Optional.empty());
  }
}
