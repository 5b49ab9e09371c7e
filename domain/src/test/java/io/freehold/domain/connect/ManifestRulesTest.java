package io.freehold.domain.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Signature;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Builder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestRulesTest {
  private static final Address BUILDER = new Address("0x" + "a1".repeat(20));
  private static final Address OTHER = new Address("0x" + "b2".repeat(20));
  private static final Signature SIGNATURE = new Signature("0x" + "11".repeat(64) + "1b");
  private static final String APP_URL = "https://app.example.com";
  private static final Optional<String> HOOK = Optional.of(APP_URL + "/hook");

  private static final ManifestRules RULES = new ManifestRules(false);
  private static final ManifestRules STRICT = new ManifestRules(true);

  @Test
  void acceptsACompleteManifestWithoutAWord() {
    VerifiedApp app = verified(RULES, manifest("App", complete(APP_URL)));

    assertThat(app.warnings()).isEmpty();
    assertThat(app.privacyPolicyUrl()).contains(APP_URL + "/privacy");
    assertThat(app.manifestHash()).isEqualTo("ab".repeat(32));
    assertThat(verified(STRICT, manifest("App", complete(APP_URL)))).isEqualTo(app);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com/x",
        "https://APP.example.com",
        "http://app.example.com",
        "https://app.example.com:443",
        "https://other.example.com"
      })
  void refusesAnAddressThatIsNotTheRegisteredOne(String appUrl) {
    assertThat(refusal(RULES, manifest("App", complete(appUrl)), Optional.empty(), BUILDER))
        .contains(APP_URL)
        .contains(appUrl)
        .doesNotContain("slash");
  }

  @Test
  void saysSoWhenOnlyTheSlashDiffers() {
    assertThat(refusal(RULES, manifest("App", complete(APP_URL + "/")), Optional.empty(), BUILDER))
        .contains("only in the slash");
  }

  @Test
  void refusesTheSignatureOfAnother() {
    assertThat(refusal(RULES, manifest("App", complete(APP_URL)), Optional.empty(), OTHER))
        .contains(OTHER.value())
        .contains(BUILDER.value());
  }

  @Test
  void refusesASignatureOfNobody() {
    assertThat(
            reason(() ->
                RULES.verify(
                    manifest("App", complete(APP_URL)),
                    builder(),
                    request(Optional.empty()),
                    Optional.empty())))
        .contains("nobody's");
  }

  @Test
  void refusesAWebhookThatIsNotTheManifests() {
    AppManifest manifest = manifest("App", complete(APP_URL));

    assertThat(refusal(RULES, manifest, Optional.of(APP_URL + "/hook/"), BUILDER))
        .contains(APP_URL + "/hook/,");
    assertThat(RULES.verify(manifest, builder(), request(HOOK), Optional.of(BUILDER)).webhookUrl())
        .isEqualTo(HOOK);
  }

  @Test
  void refusesAWebhookThatTheManifestIsSilentAbout() {
    var silent = block(APP_URL, Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(refusal(RULES, manifest("App", silent), HOOK, BUILDER)).contains("nothing");
  }

  @Test
  void warnsOfWhatIsMissingAndRefusesItWhereAllIsAskedFor() {
    var bare = manifest("App", block(APP_URL, Optional.empty(), Optional.empty(), HOOK));

    assertThat(verified(RULES, bare).warnings())
        .containsExactly(
            "The app names no privacy policy.",
            "The app names no terms of service.",
            "The app names no contact for support.");
    assertThat(refusal(STRICT, bare, Optional.empty(), BUILDER)).contains("privacy policy");
  }

  @Test
  void refusesASilentWebhookOnlyWhereAllIsAskedFor() {
    var url = Optional.of(APP_URL + "/x");
    var silent = manifest("App", block(APP_URL, url, url, Optional.empty()));

    assertThat(verified(RULES, silent).warnings()).isEmpty();
    assertThat(refusal(STRICT, silent, Optional.empty(), BUILDER)).contains("webhookUrl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,hello",
        "vana://connect",
        "/privacy",
        "https://bank.example@evil.example/",
        "https://app.example.com/\u202eyvilop",
        "https:///privacy",
        "https://app.example.com/ privacy",
        ""
      })
  void offersNoLinkThatIsNotAPlainAddressOfTheWeb(String url) {
    var odd =
        manifest("App", block(APP_URL, Optional.of(url), Optional.of(APP_URL + "/terms"), HOOK));

    VerifiedApp app = verified(RULES, odd);

    assertThat(app.privacyPolicyUrl()).isEmpty();
    assertThat(app.warnings())
        .containsExactly("The app names no privacy policy that can be opened.");
  }

  @Test
  void warnsOfEverythingOddAboutAName() {
    VerifiedApp app = verified(RULES, manifest("\u202e<b>Pаypаl\u200b", complete(APP_URL)));

    assertThat(app.name()).hasToString("<b>Pаypаl");
    assertThat(app.warnings()).hasSize(4).allMatch(w -> w.startsWith("The name "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\u200b\u202e"})
  void showsTheHostOfAnAppWithoutAName(String name) {
    VerifiedApp app = verified(RULES, manifest(name, complete(APP_URL)));

    assertThat(app.name()).hasToString("app.example.com");
    assertThat(app.warnings()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "https://xn--pypal-4ve.com,other letters",
    "https://www.xn--pypal-4ve.com:8443,other letters",
    "http://localhost:3000,https"
  })
  void warnsOfAnAddressThatMayBeTakenForAnother(String appUrl, String warning) {
    var builder = new Builder(builder().id(), OTHER, BUILDER, "0x04", appUrl);

    VerifiedApp app =
        RULES.verify(
            manifest("App", complete(appUrl)),
            builder,
            request(Optional.empty()),
            Optional.of(BUILDER));

    assertThat(app.warnings()).singleElement().asString().contains(warning);
  }

  @Test
  void noRefusalPrintsWhatAStrangerHid() {
    assertThat(
            refusal(
                RULES,
                manifest("App", complete("https://\u001b[31m\u202eevil")),
                Optional.of("https://\u200bx"),
                BUILDER))
        .doesNotContain("\u001b", "\u202e");
  }

  private static VerifiedApp verified(ManifestRules rules, AppManifest manifest) {
    return rules.verify(manifest, builder(), request(Optional.empty()), Optional.of(BUILDER));
  }

  private static String refusal(
      ManifestRules rules, AppManifest manifest, Optional<String> webhookUrl, Address signer) {
    return reason(
        () -> rules.verify(manifest, builder(), request(webhookUrl), Optional.of(signer)));
  }

  private static String reason(Runnable act) {
    var thrown = catchThrowableOfType(ProblemException.class, act::run);
    assertThat(thrown).isNotNull();
    return ((Problem.ManifestRefused) thrown.problem()).reason();
  }

  private static Builder builder() {
    return new Builder(new BuilderId("0x" + "00".repeat(32)), OTHER, BUILDER, "0x04", APP_URL);
  }

  private static SessionRequest request(Optional<String> webhookUrl) {
    return new SessionRequest(
        BUILDER,
        List.of(new ScopePattern("instagram.profile")),
        webhookUrl,
        Optional.empty(),
        Optional.empty());
  }

  private static AppManifest manifest(String name, AppManifest.Block block) {
    return new AppManifest(APP_URL + "/manifest.json", "ab".repeat(32), name, block);
  }

  private static AppManifest.Block complete(String appUrl) {
    return block(appUrl, Optional.of(APP_URL + "/privacy"), Optional.of(APP_URL + "/terms"), HOOK);
  }

  private static AppManifest.Block block(
      String appUrl,
      Optional<String> privacy,
      Optional<String> others,
      Optional<String> webhookUrl) {
    return new AppManifest.Block(appUrl, privacy, others, others, webhookUrl, SIGNATURE, "{}");
  }
}
