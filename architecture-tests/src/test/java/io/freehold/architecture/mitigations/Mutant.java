package io.freehold.architecture.mitigations;

import io.freehold.architecture.SourceTree;
import io.freehold.architecture.mitigations.Mitigation.Witness;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// The program without one mitigation. Only the class it is in is compiled again; it stands before
/// the others on the class path of a process in which the witnesses run.
final class Mutant {
  private static final int PATIENCE_MINUTES = 5;

  private final Mitigation mitigation;
  private final Path folder;

  /// @param folder empty, for the class that differs
  Mutant(Mitigation mitigation, Path folder) {
    this.mitigation = mitigation;
    this.folder = folder;
  }

  /// What the process of the witnesses says: which of their tests failed; empty when none did.
  List<String> failures() throws IOException, InterruptedException {
    compile();
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .directory(SourceTree.ROOT.resolve(mitigation.witnesses().getFirst().module()).toFile())
            .start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      return List.of("the tests did not end");
    }
    String said = Files.readString(output);
    return switch (process.exitValue()) {
      case WitnessRun.ALL_PASSED -> List.of();
      case WitnessRun.SOME_FAILED ->
          said.lines().filter(line -> line.startsWith(WitnessRun.FAILED)).toList();
      default -> throw new IllegalStateException(mitigation + " could not be tried: " + said);
    };
  }

  private List<String> command() {
    return Stream.concat(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx768m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfreehold.root=" + SourceTree.ROOT,
                "-cp",
                folder + File.pathSeparator + classPath(),
                WitnessRun.class.getName()),
            mitigation.witnesses().stream().map(Witness::className))
        .toList();
  }

  private void compile() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    boolean isCompiled =
        compiler
            .getTask(
                new StringWriter(),
                null,
                problems,
                List.of(
                    "-proc:none",
                    "-nowarn",
                    "-parameters",
                    "-cp",
                    classPath(),
                    "-d",
                    folder.toString()),
                null,
                List.of(source()))
            .call();
    if (!isCompiled) {
      throw new IllegalStateException(
          mitigation + " cannot be taken out: " + problems.getDiagnostics());
    }
  }

  private JavaFileObject source() {
    Path file = SourceTree.ROOT.resolve(mitigation.source());
    String text = mitigation.takenOutOf(read(file));
    URI name = URI.create("string:///" + file.getFileName());
    return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private String classPath() {
    String libraries =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.concat(
            SourceTree.modules().stream()
                .flatMap(module ->
                    Stream.of("classes", "test-classes")
                        .map(name ->
                            SourceTree.ROOT
                                .resolve(module)
                                .resolve("target")
                                .resolve(name)
                                .toString())),
            Stream.of(libraries))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
