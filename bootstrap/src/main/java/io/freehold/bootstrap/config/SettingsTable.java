package io.freehold.bootstrap.config;

import io.freehold.adapters.storage.StorageAdapter;
import io.freehold.application.Limits;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every setting there is, and the names it goes by.
final class SettingsTable {
  static final String ORIGIN = "server.origin";

  /// What `server.json` of the protocol calls it (§4.1.8).
  static final String ORIGIN_IN_THE_PROTOCOL = "server.url";

  private static final List<String> PATHS =
      List.of(
          "profile",
          "server.host",
          "server.port",
          ORIGIN,
          "server.origins",
          "server.trustedProxies",
          "server.hosts",
          "server.tls.certificate",
          "server.tls.key",
          "console.host",
          "console.port",
          "console.enabled",
          "console.hosts",
          "console.tls.certificate",
          "console.tls.key",
          "gateway.mode",
          "gateway.url",
          "gateway.host",
          "gateway.port",
          "gateway.hosts",
          "gateway.tls.certificate",
          "gateway.tls.key",
          "gateway.chainId",
          "gateway.contracts.dataRegistry",
          "gateway.contracts.permissions",
          "gateway.contracts.permissionsV2",
          "gateway.contracts.servers",
          "gateway.contracts.grantees",
          "relay.enabled",
          "relay.host",
          "relay.port",
          "relay.origin",
          "relay.hosts",
          "relay.url",
          "relay.tls.certificate",
          "relay.tls.key",
          "relay.database.url",
          "relay.database.passwordFile",
          "relay.database.tls",
          "relay.database.trusted",
          "blobs.enabled",
          "blobs.host",
          "blobs.port",
          "blobs.origin",
          "blobs.hosts",
          "blobs.owners",
          "blobs.tls.certificate",
          "blobs.tls.key",
          "storage.backend",
          "sync.enabled",
          "sync.intervalSeconds",
          "owner.masterKeySignature",
          "owner.masterKeyFile",
          "owner.sealingKeyFile",
          "schemas.policy",
          "grants.maxAgeSeconds",
          "grants.staleIfError",
          "listing.grantedOnly",
          "auth.singleUse",
          "auth.pathOnlySelection",
          "egress.allowLoopback",
          "connect.strictManifests",
          "tls.versions",
          "tls.allowPlainHttp",
          "accessLog.keptDays",
          "log.level");

  /// Before the settings of storage backends.
  static final String STORAGE = "storage.config.";

  /// Members of `server.json` that belong to the protocol's form of the file (§4.1.8) and say
  /// nothing to this version. A prefix ends in a dot.
  private static final List<String> TOLERATED =
      List.of(
          "version",
          "server.address",
          "server.capabilities.",
          "storage.oauth.",
          "sync.lastProcessedTimestamp");

  private SettingsTable() {}

  static Stream<String> paths() {
    return Stream.of(
            PATHS.stream(),
            StorageAdapter.settingNames().stream().map(STORAGE::concat),
            StorageAdapter.secretNames().stream().map(SettingsTable::fileOf),
            Arrays.stream(Limits.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map("limits."::concat))
        .flatMap(Function.identity());
  }

  /// The setting that names a file with the secret of a storage backend.
  static String fileOf(String secretName) {
    return STORAGE + secretName + "File";
  }

  static boolean isTolerated(String path) {
    return TOLERATED.stream()
        .anyMatch(known -> known.endsWith(".") ? path.startsWith(known) : path.equals(known));
  }

  /// Whether there are settings, or tolerated members, below it.
  static boolean isGroup(String path) {
    return Stream.concat(paths(), TOLERATED.stream())
        .anyMatch(known -> known.startsWith(path + "."));
  }

  /// `server.port` is FREEHOLD_SERVER_PORT; inner capitals become `_` as well.
  static String environmentName(String path) {
    return "FREEHOLD_"
        + path.replace('.', '_').replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  /// The known setting that looks most like what was written, if any does.
  static Optional<String> resembling(String path) {
    return paths()
        .filter(known -> distance(known, path) <= 2 + known.length() / 8)
        .min((a, b) -> distance(a, path) - distance(b, path))
        .or(() -> paths().filter(known -> lastPart(known).equals(lastPart(path))).findFirst());
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /// Levenshtein's distance.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
