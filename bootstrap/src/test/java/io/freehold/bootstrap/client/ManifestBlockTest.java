package io.freehold.bootstrap.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.Signer;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// §5.5, by a vector that another implementation made.
class ManifestBlockTest {
  private static final String APP = "https://app.example.com";
  private static final ChainAdapter CHAIN = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);

  /// The builder's key of every Ethereum development tool.
  private static final Secret BUILDER =
      new Secret("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");

  @TempDir Path folder;

  private static ManifestBlock block() {
    return new ManifestBlock(APP)
        .with("webhookUrl", Optional.of(APP + "/api/webhook"))
        .with("termsUrl", Optional.of(APP + "/terms"))
        .with("privacyPolicyUrl", Optional.of(APP + "/privacy"))
        .with("supportUrl", Optional.of(APP + "/support"));
  }

  @Test
  void signsWhatOtherProgramsSign() {
    assertThat(block().canonicalText())
        .isEqualTo(
            "{\"appUrl\":\"https://app.example.com\",\"privacyPolicyUrl\":\"https://app.example.com/privacy\","
                + "\"supportUrl\":\"https://app.example.com/support\",\"termsUrl\":\"https://app.example.com/terms\","
                + "\"webhookUrl\":\"https://app.example.com/api/webhook\"}");
    assertThat(block().signedBy(CHAIN.signer(BUILDER)).path("signature").asText())
        .isEqualTo(
            "0x5f79227d49b07be35fc9c3f9efa9606508a702335d3123362d631643c26a1d023420af3cd3cc3405700b9131b10c70468deae26c4ca51deeac5276c3aa0ccd431b");
  }

  @Test
  void isPartOfAWholeManifest() throws IOException {
    JsonNode manifest =
        new JsonMapper().readTree(block().manifest("An \"App\"", CHAIN.signer(BUILDER)));

    assertThat(manifest.path("name").asText()).isEqualTo("An \"App\"");
    assertThat(manifest.path("start_url").asText()).isEqualTo("/");
    assertThat(manifest.path("vana").path("appUrl").asText()).isEqualTo(APP);
    assertThat(manifest.path("vana").path("signature").asText()).startsWith("0x5f79227d");
  }

  @Test
  void leavesOutWhatThereIsNot() {
    var signed =
        new ManifestBlock(APP).with("termsUrl", Optional.empty()).signedBy(CHAIN.signer(BUILDER));

    assertThat(signed.has("termsUrl")).isFalse();
    assertThat(signed.size()).isEqualTo(2);
  }

  @Test
  void takesOnlyWebAddresses() {
    for (String bad :
        new String[] {"", "app.example.com", "javascript:x", "https://a b", "ftp://a"}) {
      assertThatThrownBy(() -> new ManifestBlock(bad))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("appUrl");
    }
  }

  @Test
  void isSignedByAKeyThatSomebodyElseMade() throws IOException {
    var keyFiles = new BuilderKeyFile(CHAIN);
    Path file = folder.resolve("key.txt");
    for (String text :
        new String[] {
          BUILDER.reveal() + "\n",
          BUILDER.reveal().substring(2),
          "{\"privateKey\":\"" + BUILDER.reveal() + "\"}"
        }) {
      Files.writeString(file, text);
      Signer key = keyFiles.read(file);
      assertThat(key.address()).isEqualTo(CHAIN.signer(BUILDER).address());
    }
    Files.writeString(file, "not a key");
    assertThatThrownBy(() -> keyFiles.read(file)).isInstanceOf(Refusal.class);
  }
}
