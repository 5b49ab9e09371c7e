package io.freehold.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which port has a contract, and which test runs it: in the application, where the fake must pass
/// it, and in every module that implements the port.
///
/// @param ports the simple names of all ports
/// @param implementations which module implements which port
/// @param testsOf the text of each test source of a module
record Contracts(
    List<String> ports, List<Implementation> implementations, Map<String, List<String>> testsOf) {
  static final Path PORTS = Path.of("application/src/main/java/io/freehold/application/port");

  /// Ports that keep nothing between two calls: what they answer is fixed by published vectors.
  static final Map<String, String> STATELESS =
      Map.ofEntries(
          Map.entry("Signer", "signs deterministically; vectors say what"),
          Map.entry("Signatures", "recovers what was signed; vectors say whom"),
          Map.entry("RegistryIds", "hashes its parameters; vectors say to what"),
          Map.entry("GrantTexts", "writes and reads one text; vectors say which"),
          Map.entry("SchemaCompiler", "judges by a published standard"),
          Map.entry("StorageHealth", "speaks of a disk, which a fake does not have"),
          Map.entry("FileCipher", "encrypts and opens; vectors and other programs say how"),
          Map.entry("ArchiveCipher", "encrypts and signs; another program says how"),
          Map.entry("HomeCare", "looks after a disk, which a fake does not have"),
          Map.entry("HomeArchive", "copies a disk, which a fake does not have"),
          Map.entry("ScopeLabels", "reads words that are shipped; a test says for which scopes"),
          Map.entry("HomeRestore", "writes a disk, which a fake does not have"));

  private static final Pattern ADAPTER = Pattern.compile("io\\.freehold\\.adapters\\.(\\w+)");

  /// A module that implements a port.
  record Implementation(String port, String module) {}

  static Contracts ofTheProduct() {
    return new Contracts(
        SourceTree.javaFiles(SourceTree.ROOT.resolve(PORTS)).stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .filter(name -> !name.equals("package-info"))
            .toList(),
        Rules.PRODUCT.stream().flatMap(Contracts::implementationsBy).distinct().toList(),
        SourceTree.productModules().stream()
            .collect(Collectors.toMap(module -> module, Contracts::testsIn)));
  }

  /// In plain words, what is missing.
  List<String> missing() {
    return ports.stream()
        .filter(port -> !STATELESS.containsKey(port))
        .flatMap(port ->
            Stream.of(contractOf(port), fakeOf(port), adaptersOf(port))
                .flatMap(Function.identity()))
        .toList();
  }

  private Stream<String> contractOf(String port) {
    return mentions("application", "class " + port + "Contract")
        ? Stream.of()
        : Stream.of(port + " has no " + port + "Contract");
  }

  private Stream<String> fakeOf(String port) {
    return mentions("application", "extends " + port + "Contract")
        ? Stream.of()
        : Stream.of("no test shows that the fake of " + port + " passes its contract");
  }

  private Stream<String> adaptersOf(String port) {
    return implementations.stream()
        .filter(implementation -> implementation.port().equals(port))
        .map(Implementation::module)
        .distinct()
        .filter(module -> !mentions(module, "extends " + port + "Contract"))
        .map(module -> "no test of " + module + " extends " + port + "Contract");
  }

  private boolean mentions(String module, String words) {
    return testsOf.getOrDefault(module, List.of()).stream().anyMatch(text -> text.contains(words));
  }

  private static List<String> testsIn(String module) {
    return SourceTree.javaFiles(SourceTree.ROOT.resolve(module).resolve("src/test")).stream()
        .map(SourceTree::read)
        .toList();
  }

  private static Stream<Implementation> implementationsBy(JavaClass type) {
    var adapter = ADAPTER.matcher(type.getPackageName());
    return adapter.lookingAt()
        ? type.getAllRawInterfaces().stream()
            .filter(port -> port.getPackageName().equals("io.freehold.application.port"))
            .map(port -> new Implementation(port.getSimpleName(), "adapters-" + adapter.group(1)))
        : Stream.of();
  }
}
