package io.freehold.adapters.storage.gdrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.adapters.storage.key.KeyText;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.Sha256;
import io.freehold.domain.storage.BlobKey;
import java.util.Optional;

/// What a file of Drive is, as properties that only this application sees. Drive compares them
/// exactly; names of folders it does not. A key and a value have 124 bytes together: a longer scope
/// is known by its hash.
final class DriveLabels {
  private static final String OWNER = "freeholdOwner";
  private static final String SCOPE = "freeholdScope";
  private static final String VERSION = "freeholdVersion";
  private static final int BYTES_MAX = 124;

  private DriveLabels() {}

  static ObjectNode of(BlobKey key) {
    return DriveApi.JSON
        .createObjectNode()
        .put(OWNER, key.owner().value())
        .put(SCOPE, valueOf(key.scope()))
        .put(VERSION, key.version().fileName());
  }

  private static String valueOf(Scope scope) {
    return SCOPE.length() + scope.value().length() <= BYTES_MAX
        ? scope.value()
        : "sha256:" + Sha256.hex(scope.value());
  }

  static String query(Address owner) {
    return has(OWNER, owner.value());
  }

  static String query(Address owner, Scope scope) {
    return query(owner) + " and " + has(SCOPE, valueOf(scope));
  }

  private static String has(String key, String value) {
    return "appProperties has { key='%s' and value='%s' }".formatted(key, value);
  }

  /// Whether a file that was listed is really the owner's: what a query finds is not deleted
  /// blindly.
  static boolean isOf(JsonNode file, Address owner) {
    return file.path("appProperties").path(OWNER).asText("").equals(owner.value());
  }

  static boolean isOf(JsonNode file, Address owner, Scope scope) {
    return isOf(file, owner)
        && file.path("appProperties").path(SCOPE).asText("").equals(valueOf(scope));
  }

  /// What a file was uploaded as; empty where a scope is known by its hash alone.
  static Optional<BlobKey> keyOf(JsonNode file) {
    JsonNode labels = file.path("appProperties");
    return KeyText.parse(
        labels.path(OWNER).asText("")
            + "/"
            + labels.path(SCOPE).asText("")
            + "/"
            + labels.path(VERSION).asText(""));
  }
}
