package io.freehold.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.application.testing.Fuzzing;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import java.nio.charset.StandardCharsets;

/// What is taken in is kept byte for byte, is JSON to another reader too, and both of our readers
/// agree on what that is. What is refused is refused as a malformed body.
@Fuzzing.LengthMax(64 << 10)
public final class StrictJsonFuzz {
  private static final StrictJson JSON = StrictJson.ofDepth(128);
  private static final JsonMapper OTHER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private StrictJsonFuzz() {}

  public static void fuzzerTestOneInput(byte[] text) throws JsonProcessingException {
    boolean isTaken = isTaken(() -> JSON.object(text));
    assertThat(isTaken(() -> JSON.members(text))).isEqualTo(isTaken);
    if (isTaken) {
      assertThat(JSON.object(text).utf8()).isEqualTo(text);
      String decoded = new String(text, StandardCharsets.UTF_8);
      assertThat(decoded.getBytes(StandardCharsets.UTF_8)).isEqualTo(text);
      try (var parser = OTHER.createParser(decoded)) {
        while (parser.nextToken() != null) {
          // Every token is well-formed, or this throws.
        }
      } catch (JsonProcessingException e) {
        throw e;
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static boolean isTaken(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (ProblemException e) {
      assertThat(e.problem()).isInstanceOf(Problem.MalformedRequest.class);
      return false;
    }
  }
}
