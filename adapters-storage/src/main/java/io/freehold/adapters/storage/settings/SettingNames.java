package io.freehold.adapters.storage.settings;

import java.util.List;

/// Every setting of every backend, without `storage.config.` before it.
public final class SettingNames {
  public static final List<String> ALL =
      List.of(
          "local.folder",
          "local.name",
          "vana.url",
          "s3.endpoint",
          "s3.region",
          "s3.bucket",
          "s3.prefix",
          "s3.accessKeyId",
          "s3.secretAccessKey",
          "s3.pathStyle",
          "ipfs.url",
          "ipfs.authorization",
          "ipfs.gatewayUrl",
          "ipfs.pinning.url",
          "ipfs.pinning.jwt",
          "gdrive.clientId",
          "gdrive.clientSecret",
          "gdrive.authUrl",
          "gdrive.tokenUrl",
          "gdrive.revokeUrl",
          "gdrive.apiUrl",
          "gdrive.uploadUrl",
          "dropbox.clientId",
          "dropbox.clientSecret",
          "dropbox.authUrl",
          "dropbox.tokenUrl",
          "dropbox.apiUrl",
          "dropbox.uploadUrl");

  /// Those that must not be seen. Each can also be set as the name of a file that holds it: its own
  /// name and `File`.
  public static final List<String> SECRET =
      List.of(
          "s3.secretAccessKey",
          "ipfs.authorization",
          "ipfs.pinning.jwt",
          "gdrive.clientSecret",
          "dropbox.clientSecret");

  private SettingNames() {}
}
