package io.freehold.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What the documentation shows compiles: each example becomes the body of a method that has a few
/// values at hand, as an application would.
class ExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("freehold.root", ".."));
  private static final Path SOURCES = ROOT.resolve("builder-sdk/src/main/java");
  private static final Pattern FENCE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "^public (?:final |sealed |non-sealed )*(?:class|record|interface|enum) (\\w+)",
          Pattern.MULTILINE);

  /// Types of the inside that an application nevertheless meets.
  private static final List<String> MET_ANYWAY = List.of("ClientLimits", "AddressRules");

  private static final String BEFORE =
      """
      import com.sun.net.httpserver.Headers;
      import io.freehold.builder.*;
      import io.freehold.builder.connect.*;
      import io.freehold.builder.data.*;
      import io.freehold.builder.failure.*;
      import io.freehold.builder.http.*;
      import io.freehold.builder.identity.*;
      import io.freehold.builder.manifest.*;
      import io.freehold.builder.registry.*;
      import io.freehold.builder.webhook.*;
      import io.freehold.domain.*;
      import io.freehold.domain.data.*;
      import io.freehold.domain.grant.*;
      import io.freehold.domain.identity.*;
      import java.io.*;
      import java.net.URI;
      import java.net.http.*;
      import java.nio.charset.StandardCharsets;
      import java.nio.file.*;
      import java.security.SecureRandom;
      import java.time.*;
      import java.util.*;
      import java.util.function.Consumer;

      class Example {
        BuilderKey key;
        BuilderClient client;
        Session session;
        ApprovedGrant grant;
        GrantId grantId;
        WebhookEvent event;
        WebhookVerifier verifier;
        VanaBlock block;
        Headers headers;
        byte[] body;

        void log(String line) {}
        void show(URI link) {}
        void remember(ApprovedGrant given) {}
        void forget(ApprovedGrant taken) {}
        void catchFailure(Consumer<Failure> act) {}

        void example() throws Exception {
      """;

  @TempDir private Path classes;

  @TestFactory
  Stream<DynamicTest> compile() throws IOException {
    var documents = new ArrayList<>(sources());
    documents.add(ROOT.resolve("docs/builder-sdk.md"));
    return documents.stream()
        .filter(file -> !examplesIn(file).isEmpty())
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> assertThat(examplesIn(file)).allSatisfy(this::assertCompiles)));
  }

  @Test
  void everyTypeThatAnApplicationMeetsHasOne() throws IOException {
    assertThat(sources())
        .filteredOn(ExamplesTest::isMet)
        .hasSizeGreaterThan(25)
        .allSatisfy(file -> assertThat(examplesIn(file)).as("%s", file).isNotEmpty());
  }

  @Test
  void anExampleThatDoesNotCompileIsNoticed() {
    assertThat(errorsOf("client.sessions().createAnything();")).contains("createAnything");
  }

  private void assertCompiles(String example) {
    assertThat(errorsOf(example)).as(example).isEmpty();
  }

  private String errorsOf(String example) {
    var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    var said = new StringWriter();
    boolean isGood =
        compiler
            .getTask(
                said,
                null,
                null,
                List.of(
                    "-d",
                    classes.toString(),
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                List.of(source(BEFORE + example + "\n}\n}\n")))
            .call();
    return isGood ? "" : said + " ";
  }

  private static JavaFileObject source(String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /// Of a Java file, what its comments show; of a document, what it shows.
  private static List<String> examplesIn(Path file) {
    String text = read(file);
    String shown =
        file.toString().endsWith(".java")
            ? text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("///"))
                .map(line -> line.substring(3))
                .map(line -> line.startsWith(" ") ? line.substring(1) : line)
                .reduce("", (before, line) -> before + line + "\n")
            : text;
    return FENCE.matcher(shown).results().map(match -> match.group(1)).toList();
  }

  private static boolean isMet(Path file) {
    var type = PUBLIC_TYPE.matcher(read(file));
    boolean isInside = file.getParent().endsWith("http") || file.getParent().endsWith("json");
    return type.find() && (!isInside || MET_ANYWAY.contains(type.group(1)));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> walk = Files.walk(SOURCES)) {
      return walk.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
