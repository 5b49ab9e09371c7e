package io.freehold.adapters.http.blob;

import io.freehold.adapters.http.ApiRoute;
import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.HttpAdapter;
import io.freehold.adapters.http.HttpAdapter.StorageRole;
import io.freehold.adapters.http.Storages;
import io.freehold.application.Limits;
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
import io.freehold.application.port.ServerRegistry;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryBlobs;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.application.testing.InMemoryUsedRequests;
import io.freehold.domain.blob.ServedOwners;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.SignedRequestRules;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A storage on a real port, with the real use cases over blobs in memory. A test changes what it
/// is about, then starts it.
public final class StorageOnPort implements AutoCloseable {
  static final String ORIGIN = "https://storage.example.com";

  public final HandSetClock clock = new HandSetClock(Cast.NOW);
  final InMemoryServerRegistry known = new InMemoryServerRegistry().add(Cast.SERVER, Cast.OWNER);
  final InMemoryOwnerRecord ownerRecord = new InMemoryOwnerRecord();
  public Limits limits = Limits.DEFAULT;
  Blobs blobs = new InMemoryBlobs(clock);
  ServerRegistry servers = known;
  ServedOwners served = ServedOwners.OWN_ALONE;
  long heapBytes = Runtime.getRuntime().maxMemory();

  private HttpAdapter adapter;
  private int port;

  public StorageOnPort start() {
    ownerRecord.claim(Cast.OWNER);
    adapter = Storages.adapter(limits, clock, heapBytes);
    port = adapter.listen(role(), HttpAdapter.Place.plain("127.0.0.1", 0, "storage.example.com"));
    return this;
  }

  private StorageRole role() {
    var rules =
        new SignedRequestRules(
            Set.of(new Origin(ORIGIN)),
            limits.clockSkewMax(),
            limits.signedLifetimeMax(),
            SingleUse.WRITES,
            false,
            Instant.EPOCH);
    return new StorageRole(
        ownerRecord,
        new AdmitToBlobs(() -> rules, new FakeSignatures(), servers, ownerRecord, served),
        new SpendRequest(
            () -> rules, new InMemoryUsedRequests(clock, limits.usedRequestsMax()), Uses.ONCE),
        new StoreBlob(blobs),
        new FindBlob(blobs),
        new ReadBlob(blobs),
        new DeleteBlob(blobs),
        new DeleteBlobs(blobs),
        new ListBlobs(blobs),
        new ShowBlobUsage(blobs));
  }

  public int port() {
    return port;
  }

  /// What it serves.
  public List<ApiRoute> routes() {
    return new BlobApi(role(), "1.2.3", limits).routes();
  }

  /// A request that is meant for this storage.
  static Ask ask(String method, String target) {
    return Ask.method(method, target).toHost("storage.example.com").claim("aud", ORIGIN);
  }

  static Ask put(String target, byte[] body) {
    return ask("PUT", target).body(body);
  }

  @Override
  public void close() {
    adapter.close();
  }
}
