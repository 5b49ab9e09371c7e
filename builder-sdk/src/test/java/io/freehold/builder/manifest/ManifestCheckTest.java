package io.freehold.builder.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.freehold.builder.TestKeys;
import io.freehold.builder.manifest.ManifestCheck.Reason;
import io.freehold.builder.manifest.VanaBlock.SignedBlock;
import org.junit.jupiter.api.Test;

class ManifestCheckTest {
  private static final String APP = "https://app.example.com";
  private static final VanaBlock BLOCK =
      new VanaBlock(APP, APP + "/privacy", APP + "/terms", APP + "/support", APP + "/api/webhook");

  @Test
  void signsAsOtherClientsDo() {
    SignedBlock signed = BLOCK.sign(TestKeys.BUILDER);

    assertThat(BLOCK.canonical())
        .isEqualTo(
            "{\"appUrl\":\"https://app.example.com\",\"privacyPolicyUrl\":\"https://app.example.com/privacy\",\"supportUrl\":\"https://app.example.com/support\",\"termsUrl\":\"https://app.example.com/terms\",\"webhookUrl\":\"https://app.example.com/api/webhook\"}");
    assertThat(signed.signature().value())
        .isEqualTo(
            "0x5f79227d49b07be35fc9c3f9efa9606508a702335d3123362d631643c26a1d023420af3cd3cc3405700b9131b10c70468deae26c4ca51deeac5276c3aa0ccd431b");
  }

  @Test
  void believesWhatItSigned() {
    String manifest = BLOCK.sign(TestKeys.BUILDER).manifest("An \"app\"");

    assertThat(check(manifest)).isEqualTo(new ManifestCheck.Genuine(BLOCK));
  }

  @Test
  void believesABlockWithMoreInItIfThatIsSignedToo() {
    String canonical = BLOCK.canonical().replace("{", "{\"aaa\":{\"x\":[1,2]},");
    String signature = TestKeys.BUILDER.sign(canonical).value();
    String vana = canonical.replace("{\"aaa", "{\"signature\":\"" + signature + "\",\"aaa");

    assertThat(check("{\"vana\":" + vana + "}")).isInstanceOf(ManifestCheck.Genuine.class);
    assertRefused("{\"vana\":" + vana.replace("[1,2]", "[2,1]") + "}", Reason.SIGNATURE);
  }

  @Test
  void refusesAnotherSigner() {
    assertRefused(BLOCK.sign(TestKeys.OWNER).manifest("app"), Reason.SIGNATURE);
  }

  @Test
  void refusesWhatWasChangedAfterwards() {
    String manifest = BLOCK.sign(TestKeys.BUILDER).manifest("app");

    assertRefused(manifest.replace("/privacy", "/elsewhere"), Reason.SIGNATURE);
    assertThat(check(manifest.replace("\"name\":\"app\"", "\"name\":\"other\"")))
        .isInstanceOf(ManifestCheck.Genuine.class);
  }

  @Test
  void refusesAnotherAppUrlEvenByASlash() {
    String manifest = BLOCK.sign(TestKeys.BUILDER).manifest("app");

    assertThat(ManifestCheck.of(manifest, TestKeys.BUILDER.address(), APP + "/"))
        .isInstanceOfSatisfying(
            ManifestCheck.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.APP_URL));
  }

  @Test
  void refusesWhatIsIncomplete() {
    String manifest = BLOCK.sign(TestKeys.BUILDER).manifest("app");

    assertRefused("", Reason.FORM);
    assertRefused("{}", Reason.FORM);
    assertRefused("{\"vana\":7}", Reason.FORM);
    assertRefused(manifest.replace("termsUrl", "terms"), Reason.FORM);
    assertRefused(manifest.replace("\"signature\":\"0x", "\"signature\":\"0xz"), Reason.FORM);
    assertRefused(manifest.replace("\"signature\"", "\"signed\""), Reason.SIGNATURE);
  }

  @Test
  void takesOnlyWebAddresses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VanaBlock("javascript:alert(1)", APP, APP, APP, APP));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VanaBlock(APP, APP + "/a b", APP, APP, APP));
  }

  private static ManifestCheck check(String manifest) {
    return ManifestCheck.of(manifest, TestKeys.BUILDER.address(), APP);
  }

  private static void assertRefused(String manifest, Reason reason) {
    assertThat(check(manifest))
        .isInstanceOfSatisfying(
            ManifestCheck.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
