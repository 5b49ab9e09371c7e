package io.freehold.adapters.chain.connect;

import io.freehold.adapters.chain.egress.EgressClient;
import io.freehold.adapters.chain.egress.EgressException;
import io.freehold.adapters.chain.egress.WebAnswer;
import io.freehold.application.port.AppManifests;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.AppManifest;
import io.freehold.domain.connect.ShownText;
import java.util.Optional;

/// Manifests where their applications publish them: the one the page links to, as §5.5 says, or
/// else the one beside it, where others look first.
public final class PublishedManifests implements AppManifests {
  private static final int BYTES_MAX = 256 << 10;
  private static final int URL_CHARACTERS_SHOWN = 200;
  private static final String NAME = "/manifest.json";

  private final EgressClient egress;

  public PublishedManifests(EgressClient egress) {
    this.egress = egress;
  }

  @Override
  public AppManifest find(String appUrl) {
    WebAnswer page = page(appUrl);
    String url = linkedFrom(page).orElseGet(() -> beside(appUrl));
    WebAnswer answer = manifest(url);
    try {
      return ManifestText.parse(answer.body(), answer.address());
    } catch (IllegalArgumentException e) {
      throw refused("the manifest at " + shown(url) + " does not do: " + e.getMessage(), e);
    }
  }

  /// Its head is enough of it.
  private WebAnswer page(String appUrl) {
    try {
      return egress.getBeginning(appUrl, "text/html", BYTES_MAX);
    } catch (EgressException e) {
      throw refused("there is no page at " + shown(appUrl) + ": " + e.because(), e);
    }
  }

  private Optional<String> linkedFrom(WebAnswer page) {
    Optional<String> link = page.status() == 200 ? ManifestLink.in(page) : Optional.empty();
    return link.map(reference ->
        egress
            .linked(page, reference)
            .orElseThrow(() ->
                refused(
                    "its page links to a manifest that is not of its own site: "
                        + shown(reference))));
  }

  private static String beside(String appUrl) {
    String base = appUrl.split("[?#]", 2)[0];
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + NAME;
  }

  private WebAnswer manifest(String url) {
    try {
      WebAnswer answer = egress.get(url, "application/manifest+json, application/json", BYTES_MAX);
      if (answer.status() == 200) {
        return answer;
      }
      throw refused("there is no manifest at " + shown(url) + ": it answers " + answer.status());
    } catch (EgressException e) {
      throw refused("there is no manifest at " + shown(url) + ": " + e.because(), e);
    }
  }

  private static String shown(String url) {
    return ShownText.of(url, URL_CHARACTERS_SHOWN).text();
  }

  private static RuntimeException refused(String because) {
    return problem(because).asException();
  }

  private static RuntimeException refused(String because, Exception cause) {
    return problem(because).asException(cause);
  }

  private static Problem problem(String because) {
    return new Problem.ManifestRefused("The app cannot show who it is: " + because + ".");
  }
}
