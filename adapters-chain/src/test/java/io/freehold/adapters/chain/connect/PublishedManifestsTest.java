package io.freehold.adapters.chain.connect;

import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.chain.egress.EgressClient;
import io.freehold.application.Limits;
import io.freehold.application.port.AppManifests;
import io.freehold.application.testing.AppManifestsContract;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Problem;
import io.vertx.core.Vertx;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublishedManifestsTest extends AppManifestsContract {
  private final Vertx vertx = Vertx.vertx();
  private final LocalSite site = new LocalSite();
  private final AppManifests manifests =
      new PublishedManifests(new EgressClient(vertx, true, Limits.DEFAULT));

  @AfterEach
  void close() {
    site.close();
    vertx.close().await();
  }

  @Override
  protected AppManifests manifests() {
    return manifests;
  }

  @Override
  protected String publish(String name) {
    site.html("<head><link rel=manifest href=/app.webmanifest></head>");
    site.page("/app.webmanifest", "application/manifest+json", manifest(name));
    return site.origin();
  }

  @Override
  protected void swap(String appUrl, String name) {
    site.page("/app.webmanifest", "application/manifest+json", manifest(name));
  }

  @Override
  protected String emptyAddress() {
    return site.origin() + "/nothing";
  }

  /// Small answers arrive as a whole, ended before anybody looks.
  @Test
  void isFoundEveryTime() {
    publishEverywhere();
    site.html("<link rel=manifest href=/linked.json>");

    for (int i = 0; i < 500; i++) {
      assertThat(manifests.find(site.origin()).name()).isEqualTo("linked");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<link rel=manifest href=/linked.json>",
        "<!doctype html><html><head><title>x</title><link href='linked.json' rel='manifest'/>",
        "<LINK REL=\"Manifest\" HREF=\"./linked.json\">",
        "<link rel=\"icon manifest\" href=linked.json>",
        "<link rel=stylesheet href=/s.css><link rel=manifest href=linked.json?v=1#x>",
        "<link rel=manifest href=linked.json><link rel=manifest href=/other.json>",
        "<link rel=manifest><link rel=manifest href=linked.json>",
        "<script>'<link rel=manifest href=/other.json>'</script><link rel=manifest href=linked.json>",
        "<!-- <link rel=manifest href=/other.json> --><link rel=manifest href=linked.json>",
        "<title><link rel=manifest href=/other.json></title><link rel=manifest href=linked.json>",
        "<link rel=manifest href=&#x2f;linked.json>",
        "<base href=/deep/><link rel=manifest href=../linked.json>"
      })
  void findsTheLinkThatABrowserFinds(String head) {
    publishEverywhere();
    site.html(head);

    assertThat(manifests.find(site.origin()).name()).isEqualTo("linked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<!-- <link rel=manifest href=/linked.json> -->",
        "<script>'<link rel=manifest href=/linked.json>'</script>",
        "<noscript><template><link rel=manifest href=/linked.json></template></noscript>",
        "<p>said a visitor: <link rel=manifest href=/linked.json>",
        "<body><link rel=manifest href=/linked.json>",
        "<link rel=manifesto href=/linked.json>",
        "<link rel=manifest>",
        "<a rel=manifest href=/linked.json>",
        "&lt;link rel=manifest href=/linked.json>"
      })
  void looksBesideWhereThereIsNoLink(String html) {
    publishEverywhere();
    site.html(html);

    assertThat(manifests.find(site.origin()).name()).isEqualTo("beside");
  }

  @Test
  void looksBesideWhereThereIsNoPage() {
    publishEverywhere();
    site.status("/", 500, Map.of());
    assertThat(manifests.find(site.origin()).name()).isEqualTo("beside");

    site.page("/", "image/png", "<link rel=manifest href=/linked.json>");
    assertThat(manifests.find(site.origin() + "/").name()).isEqualTo("beside");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<link rel=manifest href=https://evil.example.com/m.json>",
        "<link rel=manifest href=//evil.example.com/m.json>",
        "<link rel=manifest href=http://localhost/linked.json>",
        "<link rel=manifest href='data:application/json,{}'>",
        "<link rel=manifest href='javascript:0'>",
        "<link rel=manifest href=http://127.0.0.1:1/linked.json>",
        "<base href=https://evil.example.com/><link rel=manifest href=/linked.json>"
      })
  void refusesALinkToAnotherSite(String head) {
    publishEverywhere();
    site.html(head);

    assertThat(refusal()).contains("not of its own site");
    assertThat(site.visits).hasSize(1);
  }

  @Test
  void doesNotLookBesideWhenTheLinkLeadsToNothing() {
    publishEverywhere();
    site.html("<link rel=manifest href=/missing.json>");

    assertThat(refusal()).contains("404");
  }

  @Test
  void refusesAManifestThatIsLedElsewhere() {
    publishEverywhere();
    site.html("<link rel=manifest href=/moved.json>");
    site.status("/moved.json", 302, Map.of("Location", "https://evil.example.com/m.json"));

    assertThat(refusal()).contains("another host");
  }

  @Test
  void readsAsMuchOfAPageAsItsHeadNeeds() {
    publishEverywhere();
    site.html("<link rel=manifest href=/linked.json>" + "<p>".repeat(500_000));
    assertThat(manifests.find(site.origin()).name()).isEqualTo("linked");

    site.html("<head>" + "<meta>".repeat(100_000) + "<link rel=manifest href=/linked.json>");
    assertThat(manifests.find(site.origin()).name()).isEqualTo("beside");
  }

  @Test
  void refusesAManifestThatIsTooLarge() {
    site.page("/manifest.json", "application/json", " ".repeat(256 << 10) + manifest("large"));

    assertThat(refusal()).contains("262144");
  }

  @Test
  void refusesWhatIsNoManifestAndSaysWhere() {
    site.page("/manifest.json", "application/json", "<html>");

    assertThat(refusal()).contains(site.origin() + "/manifest.json").contains("no JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example.com",
        "https://10.0.0.1",
        "https://intranet",
        "ftp://app.example.com",
        "app.example.com",
        "",
        "https://\u202eevil"
      })
  void refusesAnAddressThatMayNotBeAsked(String appUrl) {
    var problem = assertRefused(() -> manifests.find(appUrl), Problem.ManifestRefused.class);

    assertThat(problem.reason()).doesNotContain("\u202e");
    assertThat(site.visits).isEmpty();
  }

  private String refusal() {
    return assertRefused(() -> manifests.find(site.origin()), Problem.ManifestRefused.class)
        .reason();
  }

  private void publishEverywhere() {
    site.page("/linked.json", "application/json", manifest("linked"));
    site.page("/other.json", "application/json", manifest("other"));
    site.page("/manifest.json", "application/json", manifest("beside"));
  }

  private String manifest(String name) {
    return """
    {"name": "%2$s",
     "vana": {"signature": "%3$s",
              "webhookUrl": "%1$s/api/webhook",
              "privacyPolicyUrl": "%1$s/privacy",
              "termsUrl": "%1$s/terms",
              "supportUrl": "%1$s/support",
              "appUrl": "%1$s"}}
    """
        .formatted(site.origin(), name, Cast.BUILDER_KEY.sign("any").value());
  }
}
