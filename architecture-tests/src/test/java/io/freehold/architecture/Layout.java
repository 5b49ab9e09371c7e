package io.freehold.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Set;

/// Where things are below a base package: the product's, or that of the planted violations.
record Layout(String base) {
  static final Layout FREEHOLD = new Layout("io.freehold");
  static final Layout PLANTED = new Layout("io.freehold.architecture.planted");

  private static final Set<String> LAYERS = Set.of("domain", "application", "bootstrap", "builder");

  /// A package and everything below it, in ArchUnit's notation.
  String in(String path) {
    return base + "." + path + "..";
  }

  /// One package.
  String only(String path) {
    return base + "." + path;
  }

  /// The packages of one layer that are not its root, in ArchUnit's notation.
  String below(String path) {
    return base + "." + path + ".*..";
  }

  /// Whether a package is the root of a module: `domain`, `adapters.http` and their like.
  boolean isModuleRoot(String packageName) {
    String path = packageName.substring(Math.min(base.length() + 1, packageName.length()));
    return LAYERS.contains(path) || path.matches("adapters\\.[a-z]+");
  }

  /// The types of the application's concepts: neither ports nor the root.
  DescribedPredicate<JavaClass> concepts() {
    return Rules.types(
        "types of a concept of the application",
        type ->
            type.getPackageName().startsWith(only("application") + ".")
                && !type.getPackageName().startsWith(only("application.port"))
                && !type.getSimpleName().equals("package-info"));
  }

  /// The use cases: public classes of the application's concepts that have something to call.
  /// Collaborators have package-private methods only; records and enums are values.
  DescribedPredicate<JavaClass> useCases() {
    return concepts()
        .and(
            Rules.types(
                "use cases",
                type ->
                    type.isTopLevelClass()
                        && !type.isInterface()
                        && !type.isRecord()
                        && !type.isEnum()
                        && type.getMethods().stream()
                            .anyMatch(
                                method -> method.getModifiers().contains(JavaModifier.PUBLIC))))
        .as("use cases");
  }

  static DescribedPredicate<JavaClass> topLevelNamed(String description, String regex) {
    return Rules.types(description, type -> topLevelOf(type).getSimpleName().matches(regex));
  }

  static JavaClass topLevelOf(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }
}
