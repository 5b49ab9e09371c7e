package io.freehold.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The project as it lies on disk: its modules, their sources and their compiled classes.
public final class SourceTree {
  public static final Path ROOT = root();
  static final String SELF = "architecture-tests";

  /// A tool beside the product.
  static final String BENCHMARKS = "benchmarks";

  /// A part of other people's programs.
  static final String BUILDER_SDK = "builder-sdk";

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Set<String> NOT_OURS =
      Set.of("target", ".git", ".idea", ".vscode", "node_modules");

  private SourceTree() {}

  /// The modules in the order of the root `pom.xml`.
  public static List<String> modules() {
    return MODULE.matcher(read(ROOT.resolve("pom.xml"))).results().map(m -> m.group(1)).toList();
  }

  /// The modules that are part of the server.
  static List<String> productModules() {
    return modules().stream()
        .filter(module -> !Set.of(SELF, BENCHMARKS, BUILDER_SDK).contains(module))
        .toList();
  }

  static JavaClasses mainClassesOf(String module) {
    return importedFrom(Stream.of(ROOT.resolve(module).resolve("target/classes")));
  }

  static JavaClasses allMainClasses() {
    return importedFrom(
        productModules().stream().map(module -> ROOT.resolve(module).resolve("target/classes")));
  }

  static JavaClasses allTestClasses() {
    return importedFrom(
        modules().stream().map(module -> ROOT.resolve(module).resolve("target/test-classes")));
  }

  /// Every file below a folder that is ours: no build results, no history.
  static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).filter(SourceTree::isOurs).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> javaFiles(Path folder) {
    return files(folder).stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOurs(Path file) {
    for (Path part : ROOT.relativize(file)) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  private static JavaClasses importedFrom(Stream<Path> folders) {
    return new ClassFileImporter().importPaths(folders.filter(Files::isDirectory).toList());
  }

  private static Path root() {
    String told = System.getProperty("freehold.root");
    Path folder = Path.of(told == null ? "" : told).toAbsolutePath().normalize();
    while (!Files.isDirectory(folder.resolve(SELF))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not inside the project");
      }
    }
    return folder;
  }
}
