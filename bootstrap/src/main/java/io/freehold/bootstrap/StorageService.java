package io.freehold.bootstrap;

import io.freehold.adapters.http.HttpAdapter;
import io.freehold.application.Limits;
import io.freehold.application.blob.AdmitToBlobs;
import io.freehold.application.blob.DeleteBlob;
import io.freehold.application.blob.DeleteBlobs;
import io.freehold.application.blob.FindBlob;
import io.freehold.application.blob.ListBlobs;
import io.freehold.application.blob.ReadBlob;
import io.freehold.application.blob.ShowBlobUsage;
import io.freehold.application.blob.SpendBlobRequest;
import io.freehold.application.blob.StoreBlob;
import io.freehold.application.port.Blobs;
import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.ServerRegistry;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.UsedRequests;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.SignedRequestRules;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import java.time.Instant;
import java.util.Set;

/// The storage role in this process: its use cases, and the names it is addressed by.
final class StorageService {
  private final ServerConfig.Blobs config;
  private final Limits limits;
  private final Instant remembersSince;
  private final HttpAdapter.StorageRole role;
  private volatile Set<Origin> audiences = Set.of();

  /// @param remembersSince from when on this process knows every request that was used
  StorageService(
      ServerConfig.Blobs config,
      Limits limits,
      Instant remembersSince,
      Blobs blobs,
      Signatures signatures,
      ServerRegistry servers,
      OwnerRecord ownerRecord,
      UsedRequests usedRequests) {
    this.config = config;
    this.limits = limits;
    this.remembersSince = remembersSince;
    this.role =
        new HttpAdapter.StorageRole(
            ownerRecord,
            new AdmitToBlobs(this::rules, signatures, servers, ownerRecord, config.owners()),
            new SpendBlobRequest(this::rules, usedRequests),
            new StoreBlob(blobs),
            new FindBlob(blobs),
            new ReadBlob(blobs),
            new DeleteBlob(blobs),
            new DeleteBlobs(blobs),
            new ListBlobs(blobs),
            new ShowBlobUsage(blobs));
  }

  HttpAdapter.StorageRole role() {
    return role;
  }

  ServerConfig.Listener listener() {
    return config.listener();
  }

  /// The name in the settings, else those of this machine.
  void beReachedAt(String scheme, int port) {
    audiences =
        config
            .origin()
            .map(Set::of)
            .orElseGet(() ->
                Set.of(
                    new Origin(scheme + "localhost:" + port),
                    new Origin(scheme + "127.0.0.1:" + port),
                    new Origin(scheme + "[::1]:" + port)));
  }

  private SignedRequestRules rules() {
    return new SignedRequestRules(
        audiences,
        limits.clockSkewMax(),
        limits.signedLifetimeMax(),
        SingleUse.WRITES,
        false,
        remembersSince);
  }
}
