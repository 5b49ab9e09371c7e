package io.freehold.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks up the types, tests and methods that documents name, in the sources of all modules.
final class SourceNames {
  static final SourceNames TYPES = of("src/main/java");
  static final SourceNames TESTS = of("src/test/java");

  private static final Pattern PARENT = Pattern.compile("\\bextends (\\w+)");

  private final Map<String, List<Path>> files;

  private SourceNames(Map<String, List<Path>> files) {
    this.files = files;
  }

  private static SourceNames of(String folder) {
    var files = new HashMap<String, List<Path>>();
    for (String module : SourceTree.modules()) {
      for (Path file : SourceTree.javaFiles(SourceTree.ROOT.resolve(module).resolve(folder))) {
        files
            .computeIfAbsent(
                file.getFileName().toString().replace(".java", ""), _ -> new ArrayList<>())
            .add(file);
      }
    }
    return new SourceNames(files);
  }

  /// Whether there is a type `Name`, or `Name.Nested`.
  boolean hasType(String name) {
    List<String> parts = List.of(name.split("\\."));
    return texts(parts.getFirst())
        .anyMatch(text -> parts.stream().skip(1).allMatch(nested -> declares(text, nested)));
  }

  /// Whether there is a class `Name`, or a test method `Name#method`, its own or inherited.
  boolean hasTest(String name) {
    List<String> parts = List.of(name.split("#"));
    return hasType(parts.getFirst())
        && (parts.size() == 1
            || lineage(parts.getFirst()).anyMatch(text -> hasMethod(text, parts.get(1))));
  }

  private Stream<String> lineage(String name) {
    return texts(name)
        .flatMap(text -> {
          var parent = PARENT.matcher(text);
          return Stream.concat(
              Stream.of(text), parent.find() ? lineage(parent.group(1)) : Stream.of());
        });
  }

  private Stream<String> texts(String name) {
    return files.getOrDefault(name, List.of()).stream().map(SourceTree::read);
  }

  private static boolean declares(String text, String type) {
    return Pattern.compile("\\b(class|record|interface|enum) " + type + "\\b").matcher(text).find();
  }

  private static boolean hasMethod(String text, String method) {
    return Pattern.compile("\\b(void|Stream<\\w+>|List<\\w+>) " + method + "\\(")
        .matcher(text)
        .find();
  }
}
