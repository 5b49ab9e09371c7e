package io.freehold.application.testing;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/// Runs fuzz targets: public classes with a `public static void fuzzerTestOneInput(byte[])` that
/// throws where something that must be true of every input is not. The inputs a target begins with
/// are in `fuzz/<class>/` of the test resources; what was ever found is kept there as well.
///
/// `-Dfreehold.seed=N` runs the same experiment again.
public final class Fuzzing {
  private static final long SEED = Long.getLong("freehold.seed", 20_261_121L);
  private static final int MUTATIONS = 4_000;
  private static final int LENGTH_MAX = 4_096;
  private static final int SHARE_GROWN = 16;
  private static final int HEAP_MEGABYTES = 384;
  private static final int MEMORY_MEGABYTES = 1_536;
  private static final long SECONDS = Long.getLong("freehold.fuzzSeconds", 60);
  private static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\\",
          "\\u0000",
          "\\ud800",
          ":",
          ",",
          "0x",
          "-",
          ".",
          "..",
          "*",
          "1e400",
          "null",
          "%00",
          "%",
          "&",
          "=",
          ";",
          "\u0000",
          "\u00ff",
          "\u00ef\u00bb\u00bf",
          " ");

  /// The largest input of a target, where it is not four thousand bytes.
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  public @interface LengthMax {
    int value();
  }

  private Fuzzing() {}

  private static int lengthMax(Class<?> target) {
    LengthMax own = target.getAnnotation(LengthMax.class);
    return own == null ? LENGTH_MAX : own.value();
  }

  /// Each kept input, then inputs made out of them at random: in this process, in no time.
  public static Stream<DynamicTest> replays(Class<?>... targets) {
    return Stream.of(targets).map(target -> dynamicTest(nameOf(target), () -> replay(target)));
  }

  private static String nameOf(Class<?> target) {
    return target.getSimpleName() + " with freehold.seed=" + SEED;
  }

  private static void replay(Class<?> target) {
    System.out.println("fuzzing: " + nameOf(target));
    List<byte[]> kept = kept(target);
    kept.forEach(input -> run(target, input, "kept"));
    var random = new Random(SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      run(target, mutated(kept, random, lengthMax(target)), "freehold.seed=" + SEED);
    }
  }

  private static void run(Class<?> target, byte[] input, String origin) {
    try {
      entry(target).invoke(input);
    } catch (Throwable e) {
      throw new AssertionError(
          "%s (%s) on %s"
              .formatted(target.getSimpleName(), origin, HexFormat.of().formatHex(input)),
          e);
    }
  }

  private static MethodHandle entry(Class<?> target) throws ReflectiveOperationException {
    return MethodHandles.publicLookup()
        .findStatic(target, "fuzzerTestOneInput", MethodType.methodType(void.class, byte[].class));
  }

  private static byte[] mutated(List<byte[]> kept, Random random, int lengthMax) {
    byte[] input = kept.get(random.nextInt(kept.size())).clone();
    for (int rounds = 1 + random.nextInt(4); rounds > 0; rounds--) {
      input = mutated(input, kept, random);
    }
    byte[] grown = random.nextInt(SHARE_GROWN) == 0 ? grown(input, random, lengthMax) : input;
    return grown.length > lengthMax ? Arrays.copyOf(grown, lengthMax) : grown;
  }

  /// A piece of the input as often as there is room for it.
  private static byte[] grown(byte[] input, Random random, int lengthMax) {
    int from = random.nextInt(input.length + 1);
    int to = Math.min(input.length, from + 1 + random.nextInt(64));
    int times = (lengthMax - input.length) / Math.max(1, to - from);
    byte[] piece = Arrays.copyOfRange(input, from, to);
    var all = new ByteArrayOutputStream();
    all.write(input, 0, to);
    for (int i = 0; i < times; i++) {
      all.writeBytes(piece);
    }
    all.write(input, to, input.length - to);
    return all.toByteArray();
  }

  private static byte[] mutated(byte[] input, List<byte[]> kept, Random random) {
    int at = random.nextInt(input.length + 1);
    return switch (random.nextInt(5)) {
      case 0 -> flipped(input, random);
      case 1 -> spliced(input, at, at, word(random));
      case 2 -> spliced(input, at, Math.min(input.length, at + 1 + random.nextInt(8)), new byte[0]);
      case 3 -> spliced(input, at, at, new byte[] {(byte) random.nextInt(256)});
      default -> {
        byte[] other = kept.get(random.nextInt(kept.size()));
        int from = random.nextInt(other.length + 1);
        yield spliced(input, at, input.length, Arrays.copyOfRange(other, from, other.length));
      }
    };
  }

  private static byte[] flipped(byte[] input, Random random) {
    if (input.length > 0) {
      input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return input;
  }

  private static byte[] word(Random random) {
    return WORDS
        .get(random.nextInt(WORDS.size()))
        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static byte[] spliced(byte[] input, int from, int to, byte[] between) {
    byte[] all = Arrays.copyOf(input, from + between.length + input.length - to);
    System.arraycopy(between, 0, all, from, between.length);
    System.arraycopy(input, to, all, from + between.length, input.length - to);
    return all;
  }

  private static List<byte[]> kept(Class<?> target) {
    try (Stream<Path> files = Files.list(folder(target))) {
      return files.sorted().map(Fuzzing::bytes).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder(Class<?> target) {
    var url = target.getResource("/fuzz/" + target.getSimpleName());
    if (url == null) {
      throw new AssertionError(
          "a fuzz target begins with inputs in fuzz/" + target.getSimpleName());
    }
    try {
      return Path.of(new URI(url.toString()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Each target for a minute under a fuzzer that watches which code an input reaches, in a process
  /// of its own with bounded memory. Only with `-Dfreehold.long=true`.
  public static Stream<DynamicTest> minutes(Path work, Class<?>... targets) {
    return Stream.of(targets).map(target -> dynamicTest(nameOf(target), () -> fuzz(work, target)));
  }

  private static void fuzz(Path work, Class<?> target) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Boolean.getBoolean("freehold.long"), "fuzzing takes a minute: run ./freehold test --long");
    System.out.println("fuzzing for " + SECONDS + " s: " + nameOf(target));
    Path here = Files.createDirectories(work.resolve(target.getSimpleName()));
    Path found = Files.createDirectories(here.resolve("found"));
    Path log = here.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:MaxMetaspaceSize=192m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xshare:off",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=io.freehold.**:com.fasterxml.jackson.core.**",
                "--custom_hook_includes=io.freehold.**",
                "--reproducer_path=" + here,
                "-max_total_time=" + SECONDS,
                "-max_len=" + lengthMax(target),
                "-timeout=10",
                "-rss_limit_mb=" + MEMORY_MEGABYTES,
                "-seed=" + (int) SEED,
                "-artifact_prefix=" + here + "/",
                found.toString(),
                folder(target).toString())
            .directory(here.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(SECONDS + 240, TimeUnit.SECONDS)) {
        throw new AssertionError("the fuzzer does not end; see " + log);
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new AssertionError(
          "%s found something; keep the input that %s names in fuzz/%s%n%s"
              .formatted(target.getSimpleName(), log, target.getSimpleName(), tail(log)));
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }
}
