package io.freehold.adapters.storage.s3;

import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.Body;
import io.freehold.adapters.storage.http.Failures;
import io.freehold.adapters.storage.http.Request;
import io.freehold.adapters.storage.key.KeyText;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.ListedBlob;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/// Blobs in a bucket: `s3://{bucket}/{prefix}{owner}/{scope}/{version}`.
public final class S3Storage implements StorageBackend {
  private static final String HASH_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /// How services answer that do not know a condition on a PUT.
  private static final Set<Integer> CONDITION_UNKNOWN = Set.of(400, 501);

  private final Bucket bucket;
  private final SignatureV4 signature;
  private final S3Refusals refusals;
  private final BackendHttp http;
  private final Supplier<Optional<Address>> owner;
  private final InstantSource clock;
  private final int pagesMax;

  private S3Storage(
      Bucket bucket,
      SignatureV4 signature,
      BackendHttp http,
      Supplier<Optional<Address>> owner,
      InstantSource clock,
      int pagesMax) {
    this.bucket = bucket;
    this.signature = signature;
    this.refusals = new S3Refusals(bucket.endpoint().host(), bucket.name());
    this.http = http;
    this.owner = owner;
    this.clock = clock;
    this.pagesMax = pagesMax;
  }

  public static S3Storage of(
      BackendSettings settings,
      BackendHttp http,
      Supplier<Optional<Address>> owner,
      InstantSource clock,
      Limits limits) {
    Bucket bucket = Bucket.of(settings);
    var signature =
        new SignatureV4(
            settings.required("accessKeyId", "the id of the access key", S3Storage::visibleAscii),
            settings.secret("secretAccessKey", "the secret of the access key"),
            settings.required(
                "region",
                "the bucket's region, such as eu-central-1 (auto for R2, garage for Garage)",
                S3Storage::visibleAscii),
            "s3");
    return new S3Storage(bucket, signature, http, owner, clock, limits.storagePagesMax());
  }

  private static String visibleAscii(String text) {
    if (!text.matches("[!-~]{1,200}")) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public String place() {
    return "s3 " + bucket.endpoint() + "/" + bucket.name() + "/" + bucket.prefix();
  }

  @Override
  public boolean owns(BlobUrl url) {
    return keyOf(url).isPresent();
  }

  /// Empty for whatever is not an address in this bucket, below its prefix, and of this owner.
  private Optional<BlobKey> keyOf(BlobUrl url) {
    String beginning = "s3://" + bucket.name() + "/" + bucket.prefix();
    return Optional.of(url.value())
        .filter(text -> text.startsWith(beginning))
        .flatMap(text -> KeyText.parse(text.substring(beginning.length())))
        .filter(key -> owner.get().filter(key.owner()::equals).isPresent());
  }

  private String nameOf(BlobUrl url) {
    return nameOf(
        keyOf(url)
            .orElseThrow(
                () -> new IllegalArgumentException("not a blob of " + place() + ": " + url)));
  }

  private String nameOf(BlobKey key) {
    return bucket.prefix() + key.text();
  }

  @Override
  public Optional<BlobUrl> urlOf(BlobKey key) {
    return Optional.of(new BlobUrl("s3://" + bucket.name() + "/" + nameOf(key)));
  }

  /// Not every service heeds `If-None-Match`, so it is asked before as well.
  @Override
  public BlobUrl upload(BlobKey key, Spooled blob) {
    String name = nameOf(key);
    if (isListed(name)) {
      throw StorageFailure.of(
              Reason.TAKEN, "the bucket '" + bucket.name() + "' keeps " + key + " already")
          .asException();
    }
    Request put =
        Request.put(bucket.object(name), Body.of(blob))
            .with("content-type", "application/octet-stream");
    Answer answer = ask(put.with("if-none-match", "*"));
    if (CONDITION_UNKNOWN.contains(answer.status()) && !isAboutTheBytes(answer)) {
      answer = ask(put);
    }
    if (!answer.isGood()) {
      throw refusals.of(answer).asException();
    }
    return urlOf(key).orElseThrow();
  }

  private static boolean isAboutTheBytes(Answer answer) {
    return Set.of(
            "BadDigest",
            "XAmzContentSHA256Mismatch",
            "IncompleteBody",
            "EntityTooLarge",
            "RequestTimeout",
            "AuthorizationHeaderMalformed")
        .contains(S3Refusals.code(answer));
  }

  @Override
  public InputStream download(BlobUrl url) {
    return http.download(signed(Request.get(bucket.object(nameOf(url)))), refusals::of);
  }

  @Override
  public boolean exists(BlobUrl url) {
    return isThere(nameOf(url));
  }

  /// Whether the listing of the bucket, or the blob itself, says that it is there.
  private boolean isListed(String name) {
    Answer answer = ask(Request.head(bucket.object(name)));
    if (answer.status() == 404) {
      return false;
    }
    mustBeGood(answer);
    return true;
  }

  /// The answer to a HEAD has no body, and so cannot say whether it is the blob that is missing, or
  /// the bucket.
  private boolean isThere(String name) {
    if (isListed(name)) {
      return true;
    }
    Answer answer = page(name, Optional.empty(), 1);
    return keysIn(answer).contains(name);
  }

  /// The service says "gone" about what never was there, too.
  @Override
  public boolean delete(BlobUrl url) {
    String name = nameOf(url);
    boolean wasThere = isThere(name);
    if (wasThere) {
      remove(name);
    }
    return wasThere;
  }

  private void remove(String name) {
    Answer answer = ask(Request.delete(bucket.object(name)));
    if (answer.status() != 404) {
      mustBeGood(answer);
    }
  }

  @Override
  public OptionalLong deleteScope(Address owner, Scope scope) {
    return OptionalLong.of(deleteBelow(owner.value() + "/" + scope.value() + "/"));
  }

  @Override
  public OptionalLong deleteAll(Address owner) {
    return OptionalLong.of(deleteBelow(owner.value() + "/"));
  }

  /// Page by page. What a page names that is no key of ours below `beginning` stays where it is.
  private long deleteBelow(String beginning) {
    long count = 0;
    Optional<String> next = Optional.empty();
    for (int pages = 0; pages < pagesMax; pages++) {
      Answer answer = page(bucket.prefix() + beginning, next, 1_000);
      for (String name : keysIn(answer)) {
        if (isOursBelow(beginning, name)) {
          remove(name);
          count++;
        }
      }
      next = nextPage(answer);
      if (next.isEmpty()) {
        return count;
      }
    }
    throw Failures.nonsense(bucket.endpoint().host(), "has a listing without an end");
  }

  @Override
  public Optional<BlobPage> list(Address owner, Optional<String> from) {
    String beginning = owner.value() + "/";
    Answer answer = page(bucket.prefix() + beginning, from, 1_000);
    List<ListedBlob> blobs =
        keysIn(answer).stream()
            .filter(name -> isOursBelow(beginning, name))
            .flatMap(name -> KeyText.parse(name.substring(bucket.prefix().length())).stream())
            .map(key -> new ListedBlob(key, urlOf(key).orElseThrow()))
            .toList();
    return Optional.of(new BlobPage(blobs, nextPage(answer)));
  }

  private boolean isOursBelow(String beginning, String name) {
    return name.startsWith(bucket.prefix() + beginning)
        && KeyText.parse(name.substring(bucket.prefix().length())).isPresent();
  }

  private Answer page(String prefix, Optional<String> next, int keysMax) {
    String query =
        next.map(token -> "continuation-token=" + encoded(token) + "&").orElse("")
            + "list-type=2&max-keys="
            + keysMax
            + "&prefix="
            + encoded(prefix);
    Answer answer = ask(Request.get(bucket.listing(query)));
    mustBeGood(answer);
    return answer;
  }

  private List<String> keysIn(Answer answer) {
    return listing(answer).texts("ListBucketResult/Contents/Key");
  }

  private Optional<String> nextPage(Answer answer) {
    XmlAnswer listing = listing(answer);
    boolean hasMore =
        listing.text("ListBucketResult/IsTruncated").filter("true"::equals).isPresent();
    return hasMore ? listing.text("ListBucketResult/NextContinuationToken") : Optional.empty();
  }

  private XmlAnswer listing(Answer answer) {
    return XmlAnswer.parse(answer.body())
        .filter(document -> document.isA("ListBucketResult"))
        .orElseThrow(() ->
            Failures.nonsense(
                bucket.endpoint().host(), "answers with something that is no listing"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private void mustBeGood(Answer answer) {
    if (!answer.isGood()) {
      throw refusals.of(answer).asException();
    }
  }

  private Answer ask(Request request) {
    return http.ask(signed(request));
  }

  private Request signed(Request request) {
    var headers =
        signature.sign(
            request.method().name(),
            request.target(),
            request.headers(),
            request.body().blob().map(Spooled::sha256).orElse(HASH_OF_NOTHING),
            clock.instant());
    headers.remove("host");
    return request.withAll(headers);
  }
}
