package io.freehold.domain.connect;

import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Builder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an application has to show before anything is asked on its behalf (§5.5).
///
/// @param asksForAll whether a manifest without one of the six fields of §5.5 is refused, and not
///   only warned of
public record ManifestRules(boolean asksForAll) {
  public static final int NAME_CHARACTERS_MAX = 80;
  private static final int URL_CHARACTERS_SHOWN = 200;
  private static final Pattern PRINTABLE_ASCII = Pattern.compile("[!-~]{1,2048}");

  /// A `ManifestRefused` says in plain words what is wrong.
  ///
  /// @param builder as it is registered
  /// @param signer whose signature the manifest carries
  public VerifiedApp verify(
      AppManifest manifest, Builder builder, SessionRequest request, Optional<Address> signer) {
    AppManifest.Block block = manifest.block();
    mustBeTheRegisteredAddress(block.appUrl(), builder.appUrl());
    mustBeSignedBy(builder, signer);
    request.webhookUrl().ifPresent(url -> mustBeTheWebhook(url, block.webhookUrl()));
    var warnings = new ArrayList<String>();
    ShownText name = nameOf(manifest, warnings);
    Optional<String> privacy = link("privacy policy", block.privacyPolicyUrl(), warnings);
    Optional<String> terms = link("terms of service", block.termsUrl(), warnings);
    Optional<String> support = link("contact for support", block.supportUrl(), warnings);
    mustNameAWebhook(block);
    warnOfTheHost(block.appUrl(), warnings);
    return new VerifiedApp(
        builder,
        name,
        block.appUrl(),
        manifest.foundAt(),
        manifest.hash(),
        privacy,
        terms,
        support,
        block.webhookUrl(),
        warnings);
  }

  private static void mustBeTheRegisteredAddress(String found, String registered) {
    if (found.equals(registered)) {
      return;
    }
    boolean isTheSlash = withoutSlash(found).equals(withoutSlash(registered));
    throw refused(
        "it is registered as "
            + shown(registered)
            + ", but its manifest is for "
            + shown(found)
            + (isTheSlash ? "; the two differ only in the slash at the end, and must not" : ""));
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static void mustBeSignedBy(Builder builder, Optional<Address> signer) {
    if (signer.isEmpty()) {
      throw refused("the signature of its manifest is nobody's");
    }
    if (!signer.get().equals(builder.address())) {
      throw refused(
          "its manifest is signed by another key ("
              + signer.get()
              + ") than the one it is registered with ("
              + builder.address()
              + "), or was changed after it was signed");
    }
  }

  private static void mustBeTheWebhook(String asked, Optional<String> published) {
    if (!published.equals(Optional.of(asked))) {
      throw refused(
          "it wants the outcome to be sent to "
              + shown(asked)
              + ", but its manifest says "
              + published.map(ManifestRules::shown).orElse("nothing about that"));
    }
  }

  private void mustNameAWebhook(AppManifest.Block block) {
    if (asksForAll && block.webhookUrl().isEmpty()) {
      throw refused("its manifest has no webhookUrl");
    }
  }

  private static ShownText nameOf(AppManifest manifest, List<String> warnings) {
    ShownText name = ShownText.of(manifest.name(), NAME_CHARACTERS_MAX);
    if (name.isEmpty()) {
      warnings.add("The app gives itself no name; its address is shown instead.");
      return ShownText.of(hostOf(manifest.block().appUrl()), NAME_CHARACTERS_MAX);
    }
    name.oddities().forEach(odd -> warnings.add("The name " + odd.sentence() + "."));
    return name;
  }

  private Optional<String> link(String what, Optional<String> url, List<String> warnings) {
    Optional<String> usable = url.filter(ManifestRules::canBeOpened);
    if (usable.isEmpty() && asksForAll) {
      throw refused("its manifest names no " + what + " that can be opened");
    }
    if (usable.isEmpty()) {
      warnings.add("The app names no " + what + (url.isPresent() ? " that can be opened." : "."));
    }
    return usable;
  }

  /// No `javascript:` and its like, nothing invisible, nobody's name before an `@`.
  private static boolean canBeOpened(String url) {
    if (!PRINTABLE_ASCII.matcher(url).matches()) {
      return false;
    }
    try {
      URI uri = new URI(url);
      boolean isWeb =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return isWeb && uri.getHost() != null && uri.getRawUserInfo() == null;
    } catch (java.net.URISyntaxException _) {
      return false;
    }
  }

  private static void warnOfTheHost(String appUrl, List<String> warnings) {
    String host = hostOf(appUrl);
    if (List.of(host.split("\\.")).stream().anyMatch(label -> label.startsWith("xn--"))) {
      warnings.add(
          "The address of the app, "
              + shown(host)
              + ", stands for a name in other letters than a to z, which may look like another"
              + " name.");
    }
    if (appUrl.startsWith("http:")) {
      warnings.add("The app is not reached by https, so that its manifest may be somebody else's.");
    }
  }

  private static String hostOf(String appUrl) {
    int begin = appUrl.indexOf("://");
    String rest = begin < 0 ? appUrl : appUrl.substring(begin + 3);
    return rest.split("[/?#:]", 2)[0].toLowerCase(java.util.Locale.ROOT);
  }

  private static String shown(String untrusted) {
    return ShownText.of(untrusted, URL_CHARACTERS_SHOWN).text();
  }

  private static RuntimeException refused(String because) {
    return new Problem.ManifestRefused("The app cannot show who it is: " + because + ".")
        .asException();
  }
}
