package io.freehold.adapters.storage.settings;

import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.Secret;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One backend's group of settings. What is missing or malformed is an IllegalArgumentException
/// with a sentence for the owner.
public final class BackendSettings {
  private final String prefix;
  private final Map<String, String> config;
  private final boolean allowsPlainHttp;

  /// @param backend whose group it is
  /// @param config the settings of all backends
  public BackendSettings(String backend, Map<String, String> config, boolean allowsPlainHttp) {
    this.prefix = backend + ".";
    this.config = Map.copyOf(config);
    this.allowsPlainHttp = allowsPlainHttp;
  }

  /// Whether anything of the group is set.
  public boolean areThere() {
    return config.entrySet().stream()
        .anyMatch(entry -> entry.getKey().startsWith(prefix) && !entry.getValue().isBlank());
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(config.get(prefix + name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /// @param expected what to write, as the end of a sentence: `a folder, such as /mnt/backup`
  public String required(String name, String expected) {
    return find(name)
        .orElseThrow(() ->
            new IllegalArgumentException(nameOf(name) + " is missing: set it to " + expected));
  }

  /// @param reader throws an IllegalArgumentException for what is malformed
  public <T> T required(String name, String expected, Function<String, T> reader) {
    return read(name, required(name, expected), expected, reader);
  }

  /// @param reader throws an IllegalArgumentException for what is malformed
  public <T> Optional<T> find(String name, String expected, Function<String, T> reader) {
    return find(name).map(text -> read(name, text, expected, reader));
  }

  private <T> T read(String name, String text, String expected, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s must be %s, not '%s'".formatted(nameOf(name), expected, text), e);
    }
  }

  /// Never part of a message.
  public Secret secret(String name, String expected) {
    return new Secret(
        find(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s is missing: set it, or %s, to %s"
                        .formatted(
                            nameOf(name),
                            nameOf(name) + "File to the name of a file that holds it",
                            expected))));
  }

  public Optional<Secret> findSecret(String name) {
    return find(name).map(Secret::new);
  }

  public boolean flag(String name, boolean byDefault) {
    return find(name, "true or false", BackendSettings::flag).orElse(byDefault);
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  /// Where a service is. Over plain HTTP everybody on the way sees credentials: it is for this
  /// machine only, unless the owner allows it (threat T64).
  public Origin origin(String name, String expected) {
    return safe(name, required(name, expected, Origin::new));
  }

  public Optional<Origin> findOrigin(String name, String expected) {
    return find(name, expected, Origin::new).map(origin -> safe(name, origin));
  }

  private Origin safe(String name, Origin origin) {
    if (!origin.isSecure() && !origin.isLoopback() && !allowsPlainHttp) {
      throw new IllegalArgumentException(
          "%s: %s is plain HTTP, which everybody on the way can read: use https://, or set tls.allowPlainHttp for a network that is yours alone"
              .formatted(nameOf(name), origin));
    }
    return origin;
  }

  /// As the owner writes it.
  public String nameOf(String name) {
    return "storage.config." + prefix + name;
  }
}
