package io.freehold.adapters.persistence.upkeep;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// How the entries of an archive are named, and in which order they come. A name that exists here
/// leads to a file below the home and nowhere else (threat T35).
final class ArchiveNames {
  static final String ABOUT = "about.json";
  static final String MANIFEST = "manifest.sha256";
  private static final String HOME = "home/";
  private static final int DEPTH_MAX = 16;
  private static final int CHARACTERS_MAX = 1_024;
  private static final Pattern DATA =
      Pattern.compile("data/([^/]{1,255})/([0-9TZ.-]{1,64})\\.json");
  private static final Pattern SEGMENT =
      Pattern.compile("(?!\\.{1,2}$)[^\\p{Cntrl}/\\\\:*?\"<>|]{1,200}(?<![ .])");

  private ArchiveNames() {}

  /// What an entry is.
  sealed interface Name {
    /// A file of the home.
    ///
    /// @param segments from the home down
    record HomeFile(List<String> segments) implements Name {
      Path below(Path home) {
        Path path = home;
        for (String segment : segments) {
          path = path.resolve(segment);
        }
        return path;
      }

      String text() {
        return String.join("/", segments);
      }
    }

    /// A version.
    record DataFile(Scope scope, CollectedAt version) implements Name {}
  }

  /// An IllegalArgumentException when no archive of this server has such an entry.
  static Name read(String name) {
    var data = DATA.matcher(name);
    if (data.matches()) {
      return new Name.DataFile(new Scope(data.group(1)), CollectedAt.ofFileName(data.group(2)));
    }
    if (name.length() > CHARACTERS_MAX || !name.startsWith(HOME)) {
      throw notAName();
    }
    List<String> segments = List.of(name.substring(HOME.length()).split("/", -1));
    boolean isSafe =
        segments.size() <= DEPTH_MAX
            && segments.stream().allMatch(segment -> SEGMENT.matcher(segment).matches());
    if (!isSafe) {
      throw notAName();
    }
    return new Name.HomeFile(segments);
  }

  /// The name itself is not repeated: it may be anything.
  private static IllegalArgumentException notAName() {
    return new IllegalArgumentException("it has an entry whose name no backup uses");
  }

  /// Of a file of the home; an IllegalArgumentException when it cannot be in an archive.
  static String of(Path home, Path file) {
    String name = HOME + below(home, file);
    var _ = read(name);
    return name;
  }

  static String below(Path home, Path file) {
    return home.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  /// Whether an entry may follow another: files of the home first, then versions, each once.
  static boolean isAfter(Name before, Name next) {
    return switch (before) {
      case Name.HomeFile file ->
          switch (next) {
            case Name.HomeFile other -> isAfter(file.segments(), other.segments());
            case Name.DataFile _ -> true;
          };
      case Name.DataFile(Scope scope, CollectedAt version) ->
          next instanceof Name.DataFile(Scope nextScope, CollectedAt nextVersion)
              && (nextScope.value().compareTo(scope.value()) > 0
                  || nextScope.equals(scope) && nextVersion.compareTo(version) > 0);
    };
  }

  private static boolean isAfter(List<String> before, List<String> next) {
    for (int i = 0; i < Math.min(before.size(), next.size()); i++) {
      int order = next.get(i).compareTo(before.get(i));
      if (order != 0) {
        return order > 0;
      }
    }
    return false;
  }
}
