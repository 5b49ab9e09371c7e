package io.freehold.bootstrap;

import io.freehold.adapters.http.HttpAdapter;
import io.freehold.application.blob.AdmitToBlobs;
import io.freehold.application.blob.DeleteBlob;
import io.freehold.application.blob.DeleteBlobs;
import io.freehold.application.blob.FindBlob;
import io.freehold.application.blob.ListBlobs;
import io.freehold.application.blob.ReadBlob;
import io.freehold.application.blob.ShowBlobUsage;
import io.freehold.application.blob.StoreBlob;
import io.freehold.application.identity.SpendRequest;
import io.freehold.application.identity.SpendRequest.Uses;
import io.freehold.application.port.Blobs;
import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.ServerRegistry;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.UsedRequests;
import io.freehold.domain.blob.ServedOwners;
import io.freehold.domain.identity.SignedRequestRules;
import java.util.function.Supplier;

/// The storage role in this process: its use cases.
final class StorageService {
  private final HttpAdapter.StorageRole role;

  /// @param owners who may keep blobs here
  /// @param rules of signed requests, as they are at this moment
  StorageService(
      ServedOwners owners,
      Supplier<SignedRequestRules> rules,
      Blobs blobs,
      Signatures signatures,
      ServerRegistry servers,
      OwnerRecord ownerRecord,
      UsedRequests usedRequests) {
    this.role =
        new HttpAdapter.StorageRole(
            ownerRecord,
            new AdmitToBlobs(rules, signatures, servers, ownerRecord, owners),
            new SpendRequest(rules, usedRequests, Uses.ONCE),
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
}
