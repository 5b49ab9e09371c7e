package io.freehold.adapters.chain.connect;

import io.freehold.adapters.chain.egress.WebAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// The link to a manifest in the head of a page, as a browser sees it.
final class ManifestLink {
  private ManifestLink() {}

  /// Where the first one leads, its `<base>` considered; empty when there is none. A link in the
  /// body is none: people write there.
  static Optional<String> in(WebAnswer page) {
    if (page.contentType().filter(type -> !type.contains("html")).isPresent()) {
      return Optional.empty();
    }
    return parsed(page).head().children().stream()
        .filter(ManifestLink::isOne)
        .map(ManifestLink::target)
        .findFirst();
  }

  private static boolean isOne(Element element) {
    return element.normalName().equals("link")
        && element.hasAttr("href")
        && names(element.attr("rel")).contains("manifest");
  }

  private static List<String> names(String relations) {
    return List.of(relations.toLowerCase(Locale.ROOT).split("\\s+"));
  }

  private static String target(Element link) {
    String absolute = link.absUrl("href");
    return absolute.isEmpty() ? link.attr("href") : absolute;
  }

  private static Document parsed(WebAnswer page) {
    try {
      return Jsoup.parse(
          new ByteArrayInputStream(page.body()), StandardCharsets.UTF_8.name(), page.address());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }
}
