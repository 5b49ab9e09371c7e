package io.freehold.adapters.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.identity.Secret;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class SignatureV4Test {
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /// The examples of Amazon's description of Signature Version 4 for S3.
  private static final SignatureV4 EXAMPLE =
      new SignatureV4(
          "AKIAIOSFODNN7EXAMPLE",
          new Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
          "us-east-1",
          "s3");

  private static final Instant EXAMPLE_TIME = Instant.parse("2013-05-24T00:00:00Z");

  private static String exampleSignature(
      String method, String pathAndQuery, Map<String, String> headers, String hash) {
    String header =
        EXAMPLE
            .sign(
                method,
                URI.create("https://examplebucket.s3.amazonaws.com" + pathAndQuery),
                headers,
                hash,
                EXAMPLE_TIME)
            .get("authorization");
    return header.substring(header.indexOf("Signature=") + 10);
  }

  @Test
  void signsThePublishedGetOfAnObject() {
    assertThat(exampleSignature("GET", "/test.txt", Map.of("Range", "bytes=0-9"), EMPTY))
        .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void signsThePublishedPutOfAnObject() {
    assertThat(
            exampleSignature(
                "PUT",
                "/test%24file.text",
                Map.of(
                    "date", "Fri, 24 May 2013 00:00:00 GMT",
                    "x-amz-storage-class", "REDUCED_REDUNDANCY"),
                "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"))
        .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void signsThePublishedGetOfABucketsLifecycle() {
    assertThat(exampleSignature("GET", "/?lifecycle", Map.of(), EMPTY))
        .isEqualTo("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }

  @Test
  void signsThePublishedListing() {
    assertThat(exampleSignature("GET", "/?max-keys=2&prefix=J", Map.of(), EMPTY))
        .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  /// Against Amazon's own signer.
  @ParameterizedTest
  @CsvSource({
    "GET, https://s3.example.org/blobs/a/b.c/2026-01-21T10-00-00Z, ''",
    "HEAD, http://127.0.0.1:4568/blobs/a/b.c/2026-01-21T10-00-00.001Z, ''",
    "PUT, https://s3.example.org:9000/blobs/p/0xabc/a.b_c/2026-01-21T10-00-00Z, body",
    "DELETE, https://blobs.s3.eu-central-1.amazonaws.com/a, ''",
    "GET, 'https://s3.example.org/blobs/?list-type=2&max-keys=1000&prefix=p%2F0xabc%2Fa.b%2F', ''",
    "GET, 'https://s3.example.org/blobs/?continuation-token=1%2F%2B%3D%3D&list-type=2&prefix=a', ''",
    "GET, https://s3.example.org, ''"
  })
  void signsAsAmazonDoes(String method, String target, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var ours =
        new SignatureV4("AKID", new Secret("s3cr3t/+="), "eu-central-1", "s3")
            .sign(
                method,
                URI.create(target),
                Map.of("if-none-match", "*", "content-type", "application/octet-stream"),
                io.freehold.application.testing.SampleBlob.sha256(new ByteArrayInputStream(bytes)),
                EXAMPLE_TIME);

    assertThat(ours.get("authorization")).isEqualTo(amazons(method, target, bytes));
  }

  private static String amazons(String method, String target, byte[] body) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .uri(URI.create(target))
            .method(SdkHttpMethod.fromValue(method))
            .putHeader("if-none-match", "*")
            .putHeader("content-type", "application/octet-stream")
            .build();
    return AwsV4HttpSigner.create()
        .sign(parameters ->
            parameters
                .identity(AwsCredentialsIdentity.create("AKID", "s3cr3t/+="))
                .request(request)
                .payload(() -> new ByteArrayInputStream(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true)
                .putProperty(
                    AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(EXAMPLE_TIME, ZoneOffset.UTC)))
        .request()
        .firstMatchingHeader("Authorization")
        .orElseThrow();
  }

  @Test
  void showsNoSecret() {
    assertThat(EXAMPLE.toString()).doesNotContain("wJalrXUtnFEMI");
  }
}
