package io.freehold.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What a body of full size costs while its members are read, whatever is in it (threat T32).
class JsonMemoryTest {
  private static final int BODY_BYTES = 64 << 10;
  private static final StrictJson JSON = StrictJson.ofDepth(128);

  /// What is allocated is more than what is held at once: lists and tables that grow are copied.
  private static final int ALLOCATED_PER_COST = 2;

  @TestFactory
  Stream<DynamicTest> isWithinWhatItIsCountedFor() {
    return bodies().entrySet().stream()
        .map(
            body -> DynamicTest.dynamicTest(body.getKey(), () -> isWithinItsCost(body.getValue())));
  }

  private static Map<String, String> bodies() {
    return Map.of(
        "an object in an object, and a long text",
        "{\"a\":".repeat(127) + "{\"x\":\"" + filled("\u00e9", "") + "\"}" + "}".repeat(127),
        "an object in an object, and a text of wide characters",
        "{\"a\":".repeat(127) + "{\"x\":\"" + filled("\u20ac", "") + "\"}" + "}".repeat(127),
        "empty objects",
        "{\"a\":[" + filled("{},", "{}") + "]}",
        "empty lists",
        "{\"a\":[" + filled("[],", "[]") + "]}",
        "numbers of one digit",
        "{\"a\":[" + filled("1,", "1") + "]}",
        "objects of one member",
        "{\"a\":[" + filled("{\"\":0},", "1") + "]}",
        "texts of one character",
        "{\"a\":[" + filled("\"b\",", "1") + "]}");
  }

  private static String filled(String piece, String end) {
    int bytes = piece.getBytes(StandardCharsets.UTF_8).length;
    return piece.repeat((BODY_BYTES - 1_000) / bytes) + end;
  }

  private static void isWithinItsCost(String body) {
    byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
    assertThat(utf8).hasSizeBetween(BODY_BYTES - 2_000, BODY_BYTES);
    var _ = JSON.members(utf8);
    var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = thread.getCurrentThreadAllocatedBytes();
    JsonMembers members = JSON.members(utf8);
    long bytes = thread.getCurrentThreadAllocatedBytes() - before;

    System.out.printf("%d bytes of JSON took %d bytes of memory%n", utf8.length, bytes);
    assertThat(members.all()).isNotEmpty();
    assertThat(bytes).isLessThan((long) ALLOCATED_PER_COST * JsonMembers.COST * utf8.length);

    before = thread.getCurrentThreadAllocatedBytes();
    byte[] canonical = CanonicalJson.of(utf8);
    bytes = thread.getCurrentThreadAllocatedBytes() - before;

    System.out.printf("  and %d bytes in canonical form%n", bytes);
    assertThat(canonical).isNotEmpty();
    assertThat(bytes)
        .as("members that are sorted object by object, each let go of at once")
        .isLessThan(2L * ALLOCATED_PER_COST * JsonMembers.COST * utf8.length);
  }
}
